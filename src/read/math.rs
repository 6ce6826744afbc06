//! A formula in LaTeX notation -> MathML, at build time, so that a page needs no script and no font.

use pulldown_latex::{Parser, RenderConfig, Storage, config::DisplayMode, push_mathml};
use std::borrow::Cow;

/// # Errors
/// What the formula's author should mend, in the words of the parser.
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

/// Commands that other programs know, in words that the parser knows: `\Bbb R`, and `\tag{1}` as a number behind the
/// formula.
fn known(formula: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(formula);
    if formula.contains("\\Bbb") {
        out = Cow::Owned(out.replace("\\Bbb", "\\mathbb"));
    }
    while let Some(at) = out.find("\\tag{")
        && let Some(len) = out[at..].find('}')
    {
        let number = &out[at + "\\tag{".len()..at + len];
        let shown = format!("\\qquad\\text{{({number})}}");
        out = Cow::Owned(format!("{}{shown}{}", &out[..at], &out[at + len + 1..]));
    }
    out
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
        assert_eq!(mathml("a \\nosuch b", false), Err("unknown command \\nosuch".to_owned()));
    }
}
