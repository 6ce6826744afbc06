//! What a browser makes of a page, by a parser that is not ours: html5ever, the one of Servo.

use html5ever::driver::ParseOpts;
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

pub struct Element {
    pub name: String,
    /// Decoded.
    pub attributes: Vec<(String, String)>,
    /// What stands directly in it.
    pub text: String,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// As its start tag is written, for a message.
    pub fn shown(&self) -> String {
        let attributes = self.attributes.iter().map(|(name, value)| format!(" {name}={value:?}"));
        format!("<{}{}>", self.name, attributes.collect::<String>())
    }
}

/// The elements of a page in a browser without scripts, in the order of the text.
pub fn elements(html: &str) -> Vec<Element> {
    elements_of(&parse(html, false))
}

/// What is wrong with the nesting of a page: the first thing that a browser has to guess.
pub fn misnested(html: &str) -> Option<String> {
    parse(html, false).errors.into_inner().into_iter().next().map(|error| error.into_owned())
}

/// Everything on a page that runs, restyles or leads to a program, in a browser with scripts or without: there must be
/// none of it.
pub fn harm(html: &str) -> Vec<String> {
    let found = [true, false].map(|has_scripts| elements_of(&parse(html, has_scripts)));
    found.iter().flatten().filter(|element| is_harmful(element)).map(Element::shown).collect()
}

fn is_harmful(element: &Element) -> bool {
    const FOREIGN: &[&str] = &["style", "iframe", "object", "embed", "base", "form", "set", "animate"];
    let is_own_script = element.attribute("src").is_some() && element.text.trim().is_empty();
    let runs = |(name, value): &(String, String)| {
        name.starts_with("on")
            || name == "style"
            || name == "srcdoc"
            || matches!(name.as_str(), "href" | "src" | "action" | "xlink:href" | "poster" | "srcset")
                && leads_to_a_program(value)
    };
    element.name == "script" && !is_own_script
        || FOREIGN.contains(&element.name.as_str())
        || element.attributes.iter().any(runs)
}

fn leads_to_a_program(address: &str) -> bool {
    let bare: String = address.chars().filter(|c| !c.is_ascii_control() && *c != ' ').collect();
    let scheme = bare.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_some_and(|scheme| {
        scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
            && !matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel" | "sms" | "ftp")
    })
}

fn parse(html: &str, scripting_enabled: bool) -> RcDom {
    let tree_builder = TreeBuilderOpts { scripting_enabled, ..TreeBuilderOpts::default() };
    html5ever::parse_document(RcDom::default(), ParseOpts { tree_builder, ..ParseOpts::default() }).one(html)
}

fn elements_of(dom: &RcDom) -> Vec<Element> {
    let mut elements = Vec::new();
    // By hand and not by recursion: the pages of some tests are nested deeper than a stack.
    let mut open = vec![dom.document.clone()];
    while let Some(node) = open.pop() {
        if let NodeData::Element { name, attrs, template_contents, .. } = &node.data {
            let attribute = |attribute: &html5ever::Attribute| {
                let prefix = attribute.name.prefix.as_ref().filter(|prefix| !prefix.is_empty());
                let prefix = prefix.map_or_else(String::new, |prefix| format!("{prefix}:"));
                (format!("{prefix}{}", attribute.name.local), attribute.value.to_string())
            };
            let attributes = attrs.borrow().iter().map(attribute).collect();
            elements.push(Element { name: name.local.to_string(), attributes, text: text_in(&node) });
            open.extend(template_contents.borrow().clone());
        }
        open.extend(node.children.borrow().iter().rev().cloned());
    }
    elements
}

fn text_in(node: &Handle) -> String {
    let children = node.children.borrow();
    let texts = children.iter().filter_map(|child| match &child.data {
        NodeData::Text { contents } => Some(contents.borrow().to_string()),
        _ => None,
    });
    texts.collect()
}
