//! A body template and the page that shows it -> the HTML of the text there.

use crate::escape;
use crate::markdown::html as raw_html;
use crate::render::page_cx::{Embedded, PageCx};
use crate::render::prose::template::{Attribute, BodyTemplate, Placeholder};
use std::fmt::Write;

/// The HTML as it is on the page of `cx`.
pub fn html(template: &BodyTemplate, cx: &PageCx<'_>) -> String {
    let mut out = String::with_capacity(template.html.len() + template.placeholders.len() * 24);
    let mut from = 0;
    for (at, placeholder) in &template.placeholders {
        out.push_str(&template.html[from..*at]);
        fill(placeholder, cx, &mut out).expect("writing to a String cannot fail");
        from = *at;
    }
    out.push_str(&template.html[from..]);
    out
}

fn fill(placeholder: &Placeholder, cx: &PageCx<'_>, out: &mut String) -> std::fmt::Result {
    match placeholder {
        Placeholder::Prefix => out.push_str(cx.prefix),
        Placeholder::Heading(level) => write!(out, "h{}", (*level as u8 + cx.shift).min(6))?,
        Placeholder::Address { to, target, within } => {
            let address = cx.href(to, target, cx.written);
            match within {
                Attribute::Link => pulldown_cmark_escape::escape_href(out, &address)?,
                Attribute::Media => escape::push(&address, out),
                Attribute::Raw => raw_html::escape(&address, out),
            }
        }
        Placeholder::Embed(page, argument) => {
            out.push_str(&(cx.embed)(*page, Embedded::Block(argument), cx).unwrap_or_default());
        }
        // A book is for whoever prints it: nothing folds away in it.
        Placeholder::Roles(_) if cx.book.is_some() => {}
        Placeholder::Roles(ids) => write!(out, " data-roles=\"{}\" data-fold", escape::text(ids))?,
    }
    Ok(())
}
