//! Numbers as text that a script may hold and gzip packs well.
//!
//! A number ends with one of 60 characters; up to 26 others may be before it. Small numbers, of which an index is
//! made, take one character, and a packer gives each the bits it is worth; base64 would hide them from it.

const ENDS: u32 = 60;
const MORE: u32 = 26;
/// Printable ASCII without the blank, without what a string or a page would trip over (`"`, `\`, `<`), and without the
/// marks between lists.
const DIGITS: &[u8; 86] =
    b"'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// Writes one number.
pub fn push(out: &mut String, number: u32) {
    let mut high = number / ENDS;
    let mut digits = [0; 8];
    let mut count = 0;
    while high > 0 {
        high -= 1;
        digits[count] = DIGITS[(ENDS + high % MORE) as usize];
        high /= MORE;
        count += 1;
    }
    for digit in digits[..count].iter().rev() {
        out.push(char::from(*digit));
    }
    out.push(char::from(DIGITS[(number % ENDS) as usize]));
}

/// Many numbers in a row.
pub fn all(numbers: impl IntoIterator<Item = u32>) -> String {
    let mut out = String::new();
    for number in numbers {
        push(&mut out, number);
    }
    out
}
