//! How wide text is, without a font: the widest of the faces that the theme names, so that no label is ever clipped.

/// Of one character, in thousandths of the size of the type.
fn of(c: char) -> u32 {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        ' ' | 'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 340,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '{' | '}' | '/' | '\\' | '-' | '`' | '"' | '*' => 430,
        'm' => 940,
        'w' => 800,
        'W' | 'M' => 950,
        '%' => 890,
        '@' => 1020,
        '&' => 750,
        '0'..='9' | '$' | '_' | '?' | '+' | '=' | '<' | '>' | '~' | '^' => 590,
        '#' => 660,
        's' | 'c' | 'z' | 'x' | 'v' | 'y' | 'k' => 560,
        'a'..='z' => 625,
        'A'..='Z' => 770,
        '\u{a0}'..='\u{b6}' | '\u{b8}'..='\u{24f}' => 780,
        '\u{370}'..='\u{52f}' => 850,
        '\u{1f000}'..='\u{1faff}' => 1400,
        // Han, kana, Hangul, full-width forms and, in Chinese text, quotation marks and the dash; and whatever is rare.
        _ => 1000,
    }
}

/// Of a line of text set in `size` pixels.
pub fn line(text: &str, size: f64) -> f64 {
    f64::from(text.chars().map(of).sum::<u32>()) * size / 1000.0
}
