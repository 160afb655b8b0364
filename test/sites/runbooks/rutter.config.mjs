export default {
  site: { title: 'On call', url: 'https://oncall.example.org' },
  verify: { engine: 'bubblewrap' },
};
