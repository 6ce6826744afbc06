//! Built-in scripts and styles without their comments and indentation: what a browser has to load is about half.
//!
//! Goes by lines, so it asks two things of the files: a comment begins its line or is a `/** type */` within one, and no
//! text has what looks like one. A project's own files are left as they are.

/// A script without comment lines, `/* … */` blocks and indentation.
pub fn script(text: &str) -> String {
    without(text, true)
}

/// A stylesheet, likewise.
pub fn style(text: &str) -> String {
    without(text, false)
}

fn without(text: &str, has_line_comments: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines() {
        let mut line = line.trim();
        if !in_comment && line.starts_with("/*") {
            in_comment = true;
            line = &line[2..];
        }
        if in_comment {
            let Some((_, rest)) = line.split_once("*/") else { continue };
            in_comment = false;
            line = rest.trim_start();
        }
        let is_comment = has_line_comments && line.starts_with("//");
        if line.is_empty() || is_comment {
            continue;
        }
        while let Some((before, (_, after))) =
            line.split_once("/**").and_then(|(before, rest)| Some((before, rest.split_once("*/")?)))
        {
            out.push_str(before);
            line = after.trim_start();
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{script, style};

    #[test]
    fn comments_that_begin_a_line_go() {
        let text = "// a\n/**\n * b\n */\nconst c = 1; // stays\n  /** @type {string} */\n  let d;\n/** e */ let f;\n";
        assert_eq!(script(text), "const c = 1; // stays\nlet d;\nlet f;\n");
        assert_eq!(script("f((/** @type {A} */ a) => /** @type {B} */ (a));\n"), "f((a) => (a));\n");
        assert_eq!(style("/* a */\na { b: c; }\n/* d\n e */ f { g: h; }\n"), "a { b: c; }\nf { g: h; }\n");
    }

    #[test]
    fn an_address_in_a_style_is_no_comment() {
        assert_eq!(style("//x\n"), "//x\n");
    }
}
