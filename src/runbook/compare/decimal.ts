/**
 * A JSON number as an exact decimal, the same for the same value: `1.50e3` and `1500` are `15e2`. A
 * double would make one number of two long ids.
 */
export function decimalOf(number: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return '0';
  const zeros = digits.length - trimmedLength(digits);
  const power = exponentOf(exponent) - BigInt(fraction.length) + BigInt(zeros);
  return `${sign}${digits.slice(0, digits.length - zeros)}e${power}`;
}

/** Further than any number that is meant, and short enough to reckon with. */
const mostDigits = 20;

function exponentOf(written: string): bigint {
  const digits = written.replace(/^[+-]?0*/, '').slice(0, mostDigits) || '0';
  return BigInt(written.startsWith('-') ? `-${digits}` : digits);
}

/** Without the zeros at its end; a regular expression would look for them at every zero. */
function trimmedLength(digits: string): number {
  let length = digits.length;
  while (digits.charAt(length - 1) === '0') length -= 1;
  return length;
}
