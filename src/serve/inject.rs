//! A built page -> the same bytes with one script tag before the last `</body>`.
//!
//! Not here: what the script does. Nothing else of the page is touched.

use crate::diag::Lang;

/// What the script tag tells the live script about the page it is in.
pub(super) struct Tag<'a> {
    pub(super) generation: u64,
    pub(super) etag: &'a str,
    pub(super) status: u16,
    pub(super) lang: Lang,
}

pub(super) fn live_script(page: &[u8], tag: &Tag<'_>) -> Vec<u8> {
    let script = format!(
        "<script src=\"/__rolebook/live.js\" data-generation=\"{}\" data-etag=\"{}\" data-status=\"{}\" data-lang=\"{}\" \
         defer></script>",
        tag.generation,
        tag.etag,
        tag.status,
        tag.lang.pick("zh", "en"),
    );
    let at = last_body_end(page).unwrap_or(page.len());
    [&page[..at], script.as_bytes(), &page[at..]].concat()
}

fn last_body_end(page: &[u8]) -> Option<usize> {
    const END: &[u8] = b"</body";
    page.windows(END.len()).rposition(|window| window.eq_ignore_ascii_case(END))
}

#[cfg(test)]
mod tests {
    use super::{Tag, live_script};
    use crate::diag::Lang;

    #[test]
    fn the_tag_stands_before_the_last_body_end_and_nothing_else_changes() {
        let tag = Tag { generation: 7, etag: "ab", status: 200, lang: Lang::Zh };
        let page = "<body><pre>&lt;/body></body></pre>文</BODY></html>";
        let live = String::from_utf8(live_script(page.as_bytes(), &tag)).expect("text in, text out");
        let script = "<script src=\"/__rolebook/live.js\" data-generation=\"7\" data-etag=\"ab\" data-status=\"200\" \
                      data-lang=\"zh\" defer></script>";
        assert_eq!(live, format!("<body><pre>&lt;/body></body></pre>文{script}</BODY></html>"));
        assert_eq!(live.replace(script, ""), page);
        assert!(live_script(b"<p>no end", &tag).ends_with(b"defer></script>"));
    }
}
