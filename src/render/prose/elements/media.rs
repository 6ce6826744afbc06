//! Pictures, films and sounds, and the figures around them.

use crate::escape;
use crate::markdown::variables;
use crate::model::links::Resolved;
use crate::render::prose::template::{Attribute, Chunk, Placeholder};
use crate::render::prose::writer::{Collecting, Filling, Writer};
use pulldown_cmark::{Event as Markdown, Tag, TagEnd};

/// Endings that are played, not shown.
const VIDEOS: &[&str] = &[".mp4", ".webm", ".m4v", ".ogv"];
const SOUNDS: &[&str] = &[".mp3", ".m4a", ".ogg", ".oga", ".wav", ".flac", ".aac"];

impl Writer<'_, '_> {
    /// Leaves the paragraph: a figure stands on its own.
    pub(in crate::render::prose) fn begin_figure(&mut self, caption: &str) {
        while let Some(Chunk::Event(Markdown::SoftBreak | Markdown::HardBreak)) = self.out.last() {
            self.out.pop();
        }
        if self.begins_paragraph() {
            self.out.pop();
        } else if self.in_paragraph {
            self.push(Markdown::End(TagEnd::Paragraph));
        }
        self.around(self.frame("figure", "").before(), &Filling { title: caption, ..Filling::default() });
        self.in_figure = true;
    }

    pub(in crate::render::prose) fn end_figure(&mut self, caption: &str) {
        self.around(self.frame("figure", "").after(), &Filling { title: caption, ..Filling::default() });
        if self.in_paragraph {
            self.push(Markdown::Start(Tag::Paragraph));
        }
        self.after_image = true;
        self.in_figure = false;
    }

    pub(in crate::render::prose) fn write_image(&mut self) {
        let Some(Collecting::Image { target, title, alt, .. }) = self.collecting.take() else { return };
        self.after_image = true;
        self.picture = None;
        let target = variables::fill(&target, self.context).into_owned();
        let Some(to) = self.find(&target) else {
            self.push(Markdown::Text(alt.into()));
            return;
        };
        if to == Resolved::External && !self.cx.site.config.allows_media(&target) {
            return self.write_far_image(to, target, alt);
        }
        let label = escape::text(&alt);
        // A figure shows it below the picture.
        let title = if self.in_figure || title.is_empty() {
            String::new()
        } else {
            format!(" title=\"{}\"", escape::text(&variables::fill(&title, self.context)))
        };
        let lower = target.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        let plays = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
        let rest = if plays(VIDEOS) {
            self.inline_raw("<video controls preload=\"metadata\" src=\"");
            // Nothing can be played on paper: there its name says what can be seen on the site.
            let name = if alt.is_empty() { target.rsplit('/').next().unwrap_or_default() } else { &alt };
            let note = escape::text(&self.cx.names().text("video_on_paper").replace("{title}", name));
            format!("\" aria-label=\"{label}\"{title}></video><span class=\"on-paper\">{note}</span>")
        } else if plays(SOUNDS) {
            self.inline_raw("<audio controls preload=\"metadata\" src=\"");
            format!("\" aria-label=\"{label}\"{title}></audio>")
        } else {
            let size = self.cx.picture_size(&to).map_or_else(String::new, |(width, height)| {
                format!(" width=\"{width}\" height=\"{height}\"")
            });
            // The first picture is often in sight when the page opens, and then the largest thing there.
            let is_first = !std::mem::replace(&mut self.has_picture, true);
            self.picture = Some(self.out.len());
            let drawing = if self.cx.is_drawing(&to) { " data-drawing" } else { "" };
            let wait = if is_first { "" } else { " loading=\"lazy\" decoding=\"async\"" };
            self.inline_raw("<img src=\"");
            format!("\" alt=\"{label}\"{title}{size}{drawing}{wait}>")
        };
        self.placeholder(Placeholder::Address { to, target, within: Attribute::Media });
        self.inline_raw(rest);
    }

    /// The page's policy would keep a picture of another host from being shown: the reader gets a way to it.
    pub(in crate::render::prose) fn write_far_image(&mut self, to: Resolved, target: String, alt: String) {
        let words = if alt.trim().is_empty() { target.clone() } else { alt };
        if self.links.last() == Some(&true) {
            return self.push(Markdown::Text(words.into()));
        }
        self.inline_raw("<a href=\"");
        self.placeholder(Placeholder::Address { to, target, within: Attribute::Link });
        self.inline_raw("\">");
        self.push(Markdown::Text(words.into()));
        self.push(Markdown::End(TagEnd::Link));
    }

    /// The picture just written can be opened large.
    pub(in crate::render::prose) fn mark_zoom(&mut self) {
        if let Some(picture) = self.picture {
            self.out[picture] = Chunk::Event(Markdown::InlineHtml("<img data-zoom src=\"".into()));
        }
    }
}
