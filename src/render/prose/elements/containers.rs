//! `:::` blocks and notes: what stands around their text is the theme's.

use crate::escape;
use crate::markdown::blocks::{self, Argument, BlockKind, Row};
use crate::markdown::events::Block;
use crate::markdown::notes::{self, Fold};
use crate::markdown::variables;
use crate::model::kinds::FileKind;
use crate::model::links::{Resolved, embed_target};
use crate::model::resolve;
use crate::render::prose::template::Placeholder;
use crate::render::prose::writer::{Filling, Opened, Writer};
use pulldown_cmark::BlockQuoteKind;

impl Writer<'_, '_> {
    pub(in crate::render::prose) fn open(&mut self, block: &Block) {
        let row = blocks::row(&block.name);
        let argument = escape::text(variables::fill(&block.argument, self.context).trim());
        let (frame, title) = match row {
            Some(Row { argument: Argument::Id(kind), .. }) => return self.open_embed(kind, block),
            // What it stands for is not there, which has been reported.
            Some(Row { argument: Argument::File, .. }) => return self.open_line(),
            Some(Row { name, argument: Argument::Roles, .. }) => (self.frame(name, ""), self.for_role(block)),
            Some(Row { name, usual: Some(usual), .. }) => {
                (self.frame(name, ""), self.title_or(argument, usual))
            }
            Some(Row { name, .. }) => (self.frame(name, ""), argument),
            None => match self.alert_of(block) {
                Some((kind, fold)) => {
                    let (_, key) = alert(kind);
                    let (name, variant) = folded(kind, fold);
                    (self.frame(name, variant), self.title_or(argument, key))
                }
                None => return self.open_unknown(&argument),
            },
        };
        let kind = row.map(|row| row.kind);
        let roles = blocks::roles(block).collect::<Vec<_>>().join(" ");
        let roles = (kind == Some(BlockKind::Role)).then_some(roles.as_str());
        self.around(frame.before(), &Filling { title: &title, roles, ..Filling::default() });
        self.blocks.push(Opened { kind, frame: Some(frame), title, tab: None, depth: self.depth });
    }

    /// A page that stands here; where there is none, that has been reported.
    fn open_embed(&mut self, kind: FileKind, block: &Block) {
        let found = resolve::find(self.cx.site, self.prose, &embed_target(kind, &block.argument));
        if let Some(Resolved::Page { page, .. }) = found {
            self.raw("<div class=\"embed\">");
            self.placeholder(Placeholder::Embed(page, block.argument.clone()));
            self.raw("</div>\n");
        }
        self.open_line();
    }

    /// A line by itself, around which nothing stands.
    fn open_line(&mut self) {
        let kind = Some(BlockKind::Embed);
        self.blocks.push(Opened { kind, frame: None, title: String::new(), tab: None, depth: self.depth });
    }

    /// A block that nothing is known of was reported while reading; its text is shown plainly.
    fn open_unknown(&mut self, argument: &str) {
        let title = if argument.is_empty() { String::new() } else { format!("<p>{argument}</p>\n") };
        self.raw(format!("<div>\n{title}"));
        self.blocks.push(Opened {
            kind: None,
            frame: None,
            title: String::new(),
            tab: None,
            depth: self.depth,
        });
    }

    /// A block that was made of a quote, or is one in other programs.
    fn alert_of(&self, block: &Block) -> Option<(BlockQuoteKind, Fold)> {
        let foreign = || blocks::foreign_alert(&block.name, self.context).map(|kind| (kind, Fold::Never));
        notes::of(&block.name).or_else(foreign)
    }

    fn title_or(&self, argument: String, key: &str) -> String {
        if argument.is_empty() { escape::text(self.cx.names().text(key)) } else { argument }
    }

    fn for_role(&self, block: &Block) -> String {
        let titles: Vec<String> = blocks::roles(block).map(|id| self.cx.role_title(id)).collect();
        let names = self.cx.names();
        let note = names.text("for_role_note").replace("{roles}", &titles.join(names.text("list_comma")));
        escape::text(&note)
    }

    pub(in crate::render::prose) fn close(&mut self) {
        self.close_tab();
        let Some(block) = self.blocks.pop() else { return };
        match block.frame {
            Some(frame) => {
                self.around(frame.after(), &Filling { title: &block.title, ..Filling::default() });
            }
            None if block.kind == Some(BlockKind::Embed) => {}
            None => self.raw("</div>\n"),
        }
    }

    pub(in crate::render::prose) fn tab(&mut self, title: &str) {
        if self.blocks.last().is_none_or(|block| block.kind != Some(BlockKind::Tabs)) {
            return;
        }
        self.close_tab();
        let title = escape::text(&variables::fill(title, self.context));
        self.around(self.frame("tab", "").before(), &Filling { title: &title, ..Filling::default() });
        if let Some(block) = self.blocks.last_mut() {
            block.tab = Some(title);
        }
    }

    fn close_tab(&mut self) {
        if let Some(title) = self.blocks.last_mut().and_then(|block| block.tab.take()) {
            self.around(self.frame("tab", "").after(), &Filling { title: &title, ..Filling::default() });
        }
    }

    /// A note, `> [!TIP]`.
    pub(in crate::render::prose) fn open_alert(&mut self, kind: BlockQuoteKind) {
        let (name, key) = alert(kind);
        let title = escape::text(self.cx.names().text(key));
        self.around(self.frame("alert", name).before(), &Filling { title: &title, ..Filling::default() });
    }

    pub(in crate::render::prose) fn close_alert(&mut self, kind: BlockQuoteKind) {
        let (name, key) = alert(kind);
        let title = escape::text(self.cx.names().text(key));
        self.around(self.frame("alert", name).after(), &Filling { title: &title, ..Filling::default() });
    }
}

/// The frame of a note, and which variant of it.
fn folded(kind: BlockQuoteKind, fold: Fold) -> (&'static str, &'static str) {
    let (name, _) = alert(kind);
    match (fold, kind) {
        (Fold::Never, _) => ("alert", name),
        (Fold::Closed, _) => ("alert-folded", name),
        (Fold::Open, BlockQuoteKind::Note) => ("alert-folded", "alert-note open"),
        (Fold::Open, BlockQuoteKind::Tip) => ("alert-folded", "alert-tip open"),
        (Fold::Open, BlockQuoteKind::Important) => ("alert-folded", "alert-important open"),
        (Fold::Open, BlockQuoteKind::Warning) => ("alert-folded", "alert-warning open"),
        (Fold::Open, BlockQuoteKind::Caution) => ("alert-folded", "alert-caution open"),
    }
}

fn alert(kind: BlockQuoteKind) -> (&'static str, &'static str) {
    match kind {
        BlockQuoteKind::Note => ("alert-note", "alert_note"),
        BlockQuoteKind::Tip => ("alert-tip", "alert_tip"),
        BlockQuoteKind::Important => ("alert-important", "alert_important"),
        BlockQuoteKind::Warning => ("alert-warning", "alert_warning"),
        BlockQuoteKind::Caution => ("alert-caution", "alert_caution"),
    }
}
