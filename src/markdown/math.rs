//! A formula in LaTeX notation -> MathML, at build time, so that a page needs no script and no font.

use pulldown_latex::{Parser, RenderConfig, Storage, config::DisplayMode, push_mathml};
use std::borrow::Cow;

/// # Errors
/// What the formula's author should fix, in the words of the parser.
pub fn mathml(formula: &str, display: bool) -> Result<String, String> {
    let formula = &*known(formula);
    let storage = Storage::new();
    let mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode: mode, ..RenderConfig::default() };
    let events: Result<Vec<_>, _> = Parser::new(formula, &storage).collect();
    let events = events.map_err(|error| match unknown(formula) {
        Some(command) => format!("unknown command {command}"),
        None => first_line(&error.to_string()),
    })?;
    let mut out = String::new();
    let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
    push_mathml(&mut out, events, config).map_err(|error| first_line(&error.to_string()))?;
    Ok(out)
}

/// Commands that other programs know, and the same in words that the parser knows.
const SYNONYMS: &[(&str, &str)] = &[
    ("\\Bbb", "\\mathbb"),
    ("\\mod", "\\bmod"),
    ("\\LaTeX", "\\text{LaTeX}"),
    ("\\notag", ""),
    ("\\nonumber", ""),
];

/// The formula in words that the parser knows; `\tag{1}` becomes a number after it, `\textcircled{1}` becomes ①.
fn known(formula: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(formula);
    for (command, same) in SYNONYMS {
        if let Some(mended) = replaced(&out, command, same) {
            out = Cow::Owned(mended);
        }
    }
    for (command, shown) in [("\\tag{", numbered as fn(&str) -> Option<String>), ("\\textcircled{", circled)]
    {
        let mut from = 0;
        while let Some(at) = out[from..].find(command).map(|at| from + at)
            && let Some(end) = out[at..].find('}').map(|len| at + len)
        {
            from = end + 1;
            if let Some(text) = shown(&out[at + command.len()..end]) {
                out = Cow::Owned(format!("{}{text}{}", &out[..at], &out[end + 1..]));
                from = at + text.len();
            }
        }
    }
    out
}

/// Puts `same` for every `command` that is not the beginning of a longer one.
fn replaced(formula: &str, command: &str, same: &str) -> Option<String> {
    let parts: Vec<&str> = formula.split(command).collect();
    let mut out = String::from(parts[0]);
    for part in &parts[1..] {
        let is_longer = part.starts_with(|c: char| c.is_ascii_alphabetic());
        out.push_str(if is_longer { command } else { same });
        out.push_str(part);
    }
    (parts.len() > 1).then_some(out)
}

fn numbered(number: &str) -> Option<String> {
    Some(format!("\\qquad\\text{{({number})}}"))
}

fn circled(number: &str) -> Option<String> {
    let number: u32 = number.trim().parse().ok().filter(|number| (1..=20).contains(number))?;
    char::from_u32('①' as u32 + number - 1).map(|c| format!("\\text{{{c}}}"))
}

/// The first command that the parser does not know even when it stands alone.
fn unknown(formula: &str) -> Option<&str> {
    let is_unknown = |command: &str| {
        let storage = Storage::new();
        let error = Parser::new(command, &storage).find_map(Result::err);
        error.is_some_and(|error| error.to_string().contains("unknown primitive"))
    };
    formula.match_indices('\\').find_map(|(at, _)| {
        let letters = formula[at + 1..].bytes().take_while(u8::is_ascii_alphabetic).count();
        let command = &formula[at..at + 1 + letters];
        (letters > 0 && is_unknown(command)).then_some(command)
    })
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::mathml;

    #[test]
    fn commands_of_other_programs_are_understood_or_named() {
        assert!(mathml("x \\in \\Bbb R^2 \\tag{1}", true).is_ok_and(|html| html.contains("(1)")));
        assert!(mathml("\\textcircled{2} a \\mod b", false).is_ok_and(|html| html.contains('②')));
        assert_eq!(mathml("a \\nosuch b", false), Err("unknown command \\nosuch".to_owned()));
    }
}
