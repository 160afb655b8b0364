export default { site: { base: '/manual/' }, markdown: { sanitize: true, code: { wrap: true } } };
