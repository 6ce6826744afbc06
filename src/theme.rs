//! The built-in theme and the project's overrides, file by file -> templates and assets.
//!
//! In: `themes/default` (embedded) and the project's `theme/` folder. Out: one set of templates a language, and the
//! assets with content-hashed names. Not here: what a template is given (`render::context`).

pub mod frames;
mod lean;
mod modules;
pub mod script;
mod words;

use crate::config::Config;
use crate::diag::{Diagnostics, Problem, Span, nearest_path};
use crate::model::address::OutPath;
use crate::model::kinds::KINDS;
use crate::model::languages;
use crate::model::quiz::types;
use crate::source::{Content, Hash, RelPath, Sources};
use crate::theme::modules::Files;
use frames::{Frame, Frames};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Kwargs, State, Tera};

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/themes/default"]
#[include = "templates/*"]
#[include = "css/*"]
#[include = "i18n/*"]
#[include = "icon.svg"]
struct BuiltIn;

/// The built-in scripts as `build.rs` has shortened them.
#[derive(rust_embed::RustEmbed)]
#[folder = "$OUT_DIR/scripts"]
struct Scripts;

/// Where the project's own theme files stand.
const FOLDER: &str = "theme/";
/// Styles that come before and after all others; the order of the rest is alphabetical.
const FIRST_STYLE: &str = "css/tokens.css";
const LAST_STYLE: &str = "css/print.css";
const ICON: &str = "icon.svg";

/// Everything that gives a site its look.
pub struct Theme {
    languages: BTreeMap<String, Dressed>,
    /// Files of the site, each under a name that changes with its bytes.
    pub assets: Vec<Asset>,
    pub stylesheet: OutPath,
    pub early_script: OutPath,
    /// What every page loads.
    pub main: Bundle,
    pub icon: OutPath,
    /// What only some pages load, by name.
    pub bundles: BTreeMap<String, Bundle>,
}

/// Templates and interface texts of one language.
struct Dressed {
    templates: Tera,
    texts: BTreeMap<String, String>,
    frames: Frames,
}

/// The scripts of `js/NAME/` and the styles of `css/NAME/`, each joined into one file.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    pub script: Option<OutPath>,
    pub style: Option<OutPath>,
    /// The script with the interface texts that its scripts say, by language; absent where they say none.
    pub words: BTreeMap<String, OutPath>,
}

/// A file under a name that changes with its bytes.
pub struct Asset {
    pub path: OutPath,
    pub bytes: Arc<[u8]>,
}

impl Asset {
    /// `quiz.js` stands at `assets/quiz.HASH.js`.
    pub fn new(name: &str, bytes: impl Into<Vec<u8>>) -> Asset {
        let bytes: Vec<u8> = bytes.into();
        let hash = blake3::hash(&bytes).to_hex();
        let (stem, ending) = name.rsplit_once('.').expect("asset names have an ending");
        let path = OutPath::new(&format!("assets/{stem}.{}.{ending}", &hash.as_str()[..10]));
        Asset { path, bytes: bytes.into() }
    }
}

impl Theme {
    /// Fills a template.
    ///
    /// # Errors
    /// The place in the template (file and byte range, when known) and the reason.
    pub fn render(
        &self,
        language: &str,
        template: &str,
        context: &impl serde::Serialize,
    ) -> Result<String, Failure> {
        let dressed = self.dressed(language);
        let context = tera::Context::from_serialize(context).map_err(|error| Failure::of(&error))?;
        dressed.templates.render(template, &context).map_err(|error| Failure::of(&error))
    }

    pub fn has(&self, language: &str, template: &str) -> bool {
        self.dressed(language).templates.get_template_names().any(|name| name == template)
    }

    /// An interface text, by its key in `i18n/en.yaml`; empty when a script of the theme asks for what is not there.
    pub fn text(&self, language: &str, key: &str) -> &str {
        self.dressed(language).texts.get(key).map_or("", String::as_str)
    }

    /// What stands around a block of a writer's text: `templates/blocks/NAME.html` in one of its variants.
    pub fn frame(&self, language: &str, name: &'static str, variant: &'static str) -> &Frame {
        &self.dressed(language).frames[&(name, variant)]
    }

    fn dressed(&self, language: &str) -> &Dressed {
        &self.languages[language]
    }
}

/// Why a template failed, and where.
#[derive(Clone, Debug)]
pub struct Failure {
    pub template: String,
    pub range: std::ops::Range<usize>,
    pub reason: String,
}

impl Failure {
    fn of(error: &tera::Error) -> Failure {
        match error.kind() {
            tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => Failure {
                template: report.filename().to_owned(),
                range: report.span().range.clone(),
                reason: report.message().to_owned(),
            },
            _ => Failure { template: String::new(), range: 0..0, reason: error.to_string() },
        }
    }

    /// The same with its place, where Tera tells it only in words: `error: Unknown filter …`, then ` --> a.html:2:10`.
    fn located(mut self, files: &[(String, Arc<str>)]) -> Failure {
        if !self.template.is_empty() {
            return self;
        }
        let text_of = |name: &str| files.iter().find(|(file, _)| file == name).map(|(_, text)| &**text);
        if let Some((reason, template, line, column)) = told_place(&self.reason)
            && let Some(text) = text_of(template)
        {
            let before: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
            let inside: usize = text[before..].chars().take(column - 1).map(char::len_utf8).sum();
            let rest = &text[before + inside..];
            let length = rest.find(|c: char| c.is_whitespace() || "}()|/>".contains(c)).unwrap_or(rest.len());
            let range = before + inside..before + inside + length;
            return Failure { template: template.to_owned(), range, reason: reason.to_owned() };
        }
        // A circle is told without a place: it is where a template of it names the next one.
        if let Some((name, quoted, at)) = files.iter().find_map(|(name, text)| {
            let quoted = format!("\"{name}\"");
            self.reason.contains(&format!("'{name}'")).then_some(())?;
            text.find(&quoted).map(|at| (name, quoted, at))
        }) {
            self.range = at..at + quoted.len();
            self.template.clone_from(name);
        }
        self
    }

    /// The place: in the project's own template when it is one, else in the built-in file of that name.
    pub fn span(&self) -> Span {
        let path = RelPath::new(&format!("{FOLDER}templates/{}", self.template));
        Span::new(path.shared(), self.range.clone())
    }
}

/// Reason, template, line and column of the first report in a text of Tera's.
fn told_place(report: &str) -> Option<(&str, &str, usize, usize)> {
    let reason = report.lines().next()?.strip_prefix("error: ")?;
    let place = report.lines().find_map(|line| line.trim_start().strip_prefix("--> "))?;
    let (rest, column) = place.rsplit_once(':')?;
    let (template, line) = rest.rsplit_once(':')?;
    let counted = |number: &str| number.trim().parse().ok().filter(|number| *number > 0);
    Some((reason, template, counted(line)?, counted(column)?))
}

/// A hash of all that the theme is made from, so that it is made once.
pub fn key(sources: &Sources, config: &Config) -> Hash {
    let mut hasher = blake3::Hasher::new();
    for language in &config.languages {
        hasher.update(language.as_bytes());
        hasher.update(b"\0");
    }
    for (path, file) in overrides(sources) {
        hasher.update(path.as_bytes());
        hasher.update(&file.hash);
    }
    *hasher.finalize().as_bytes()
}

/// Puts the theme together; a broken override is an error, and the built-in file stands in for it.
pub fn load(sources: &Sources, config: &Config, diags: &mut Diagnostics) -> Theme {
    let files = files(sources, diags);
    report_unknown_texts(&files, sources, diags);
    let mut languages = BTreeMap::new();
    for language in &config.languages {
        let texts = texts(language, sources, diags);
        let templates = templates(&files, language, &texts, diags);
        let frames = frames_of(&templates, language, &texts, diags);
        languages.insert(language.clone(), Dressed { templates, texts, frames });
    }
    let mut assets = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>| {
        let asset = Asset::new(name, bytes);
        let path = asset.path.clone();
        assets.push(asset);
        path
    };
    let stylesheet = add("rolebook.css", joined(&files, styles(&files)));
    let icon = add("icon.svg", joined(&files, vec![ICON]));
    let mut bundles: BTreeMap<String, Bundle> = BTreeMap::new();
    for (name, paths) in style_bundles(&files) {
        bundles.entry(name.to_owned()).or_default().style =
            Some(add(&format!("{name}.css"), joined(&files, paths)));
    }
    for (name, paths) in modules::bundles(&files) {
        let own = bundles.entry(name.clone()).or_default();
        for (language, Dressed { texts, .. }) in &languages {
            if let Some(words) = words::of(&files, &paths, texts) {
                own.words.insert(
                    language.clone(),
                    add(&format!("{name}-words-{language}.js"), words.into_bytes()),
                );
            }
        }
        let paths = paths.iter().map(String::as_str).collect();
        own.script = Some(add(&format!("{name}.js"), joined(&files, paths)));
    }
    let early = bundles.remove(modules::FIRST).and_then(|own| own.script);
    let early_script = early.expect("the registry is built in");
    let main = bundles.remove(modules::MAIN).expect("its scripts are built in");
    Theme { languages, assets, stylesheet, early_script, main, icon, bundles }
}

/// `css/quiz/exam.css` -> `quiz`; most styles belong to no bundle.
fn style_bundle_of(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("css/").filter(|rest| !rest.starts_with("components/"))?;
    rest.split_once('/').map(|(name, _)| name)
}

fn style_bundles(files: &Files) -> BTreeMap<&str, Vec<&str>> {
    let mut bundles: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in files.keys() {
        if let Some(bundle) = style_bundle_of(path) {
            bundles.entry(bundle).or_default().push(path);
        }
    }
    bundles
}

/// Built-in files with the project's own in their place, by path inside the theme.
fn files(sources: &Sources, diags: &mut Diagnostics) -> Files {
    let mut files = Files::new();
    for path in BuiltIn::iter().chain(Scripts::iter()) {
        if let Some(text) = built_in(&path) {
            let text = if path.ends_with(".css") { lean::style(&text).into() } else { text };
            files.insert(path.into_owned(), text);
        }
    }
    for (path, file) in overrides(sources) {
        let is_addition = path.starts_with("css/") && path.ends_with(".css")
            || path.starts_with("js/") && path.ends_with(".js")
            || path.starts_with("i18n/") && path.ends_with(".yaml")
            || path.starts_with("templates/");
        match &file.content {
            Content::Text(text) if files.contains_key(path) || is_addition => {
                files.insert(path.to_owned(), text.clone());
            }
            Content::Text(_) | Content::Bytes(_) | Content::Asset { .. } => {
                let known = files.keys().map(String::as_str);
                let near = nearest_path(path, known).map(|near| format!("{FOLDER}{near}"));
                diags.push(
                    Span::file(RelPath::new(&format!("{FOLDER}{path}")).shared()),
                    Problem::ThemeUnknown { near },
                );
            }
        }
    }
    give_back(&mut files, sources, diags);
    files
}

/// Reports scripts of the project that the others could not work with, and puts the built-in ones back in their place.
fn give_back(files: &mut Files, sources: &Sources, diags: &mut Diagnostics) {
    let is_own = |path: &str| sources.text(&format!("{FOLDER}{path}")).is_some();
    loop {
        let mut own = modules::faults(files);
        own.retain(|fault| is_own(&fault.path) && files.get(&fault.path) != built_in(&fault.path).as_ref());
        if own.is_empty() {
            return;
        }
        for fault in own {
            let place = RelPath::new(&format!("{FOLDER}{}", fault.path));
            diags.push(Span::new(place.shared(), fault.range), fault.problem);
            match built_in(&fault.path) {
                Some(text) => files.insert(fault.path, text),
                None => files.remove(&fault.path),
            };
        }
    }
}

/// Texts that the project's own scripts name and that do not exist: the scripts stay, and say nothing there.
fn report_unknown_texts(files: &Files, sources: &Sources, diags: &mut Diagnostics) {
    let english = built_in_texts("en").expect("the English texts are built in");
    for fault in words::faults(files, &english) {
        let place = RelPath::new(&format!("{FOLDER}{}", fault.path));
        if sources.text(place.as_str()).is_some() {
            diags.push(Span::new(place.shared(), fault.range), fault.problem);
        }
    }
}

/// The drawings among templates, by their names.
fn icons_of<'f>(templates: impl Iterator<Item = (&'f str, &'f Arc<str>)>) -> BTreeMap<String, String> {
    let name = |path: &str| Some(path.strip_prefix("icons/")?.strip_suffix(".svg")?.to_owned());
    templates.filter_map(|(path, text)| Some((name(path)?, text.trim().to_owned()))).collect()
}

fn overrides(sources: &Sources) -> impl Iterator<Item = (&str, &crate::source::SourceFile)> {
    sources.files.iter().filter_map(|(path, file)| Some((path.as_str().strip_prefix(FOLDER)?, file)))
}

fn built_in(path: &str) -> Option<Arc<str>> {
    let file = BuiltIn::get(path).or_else(|| Scripts::get(path))?;
    Some(String::from_utf8_lossy(&file.data).into())
}

fn styles(files: &Files) -> Vec<&str> {
    let plain = |path: &&str| !path.starts_with("css/components/");
    let all: Vec<&str> = files
        .keys()
        .map(String::as_str)
        .filter(|path| path.starts_with("css/") && style_bundle_of(path).is_none())
        .filter(|path| *path != FIRST_STYLE && *path != LAST_STYLE)
        .collect();
    let (general, components): (Vec<&str>, Vec<&str>) = all.into_iter().partition(plain);
    [vec![FIRST_STYLE], general, components, vec![LAST_STYLE]].concat()
}

fn joined(files: &Files, paths: Vec<&str>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for path in paths {
        bytes.extend_from_slice(files.get(path).map_or(b"" as &[u8], |text| text.as_bytes()));
        if bytes.last() != Some(&b'\n') {
            bytes.push(b'\n');
        }
    }
    bytes
}

fn templates(
    files: &Files,
    language: &str,
    texts: &BTreeMap<String, String>,
    diags: &mut Diagnostics,
) -> Tera {
    let named = |path: &str| path.strip_prefix("templates/").map(str::to_owned);
    let mut all: Vec<(String, Arc<str>)> =
        files.iter().filter_map(|(path, text)| Some((named(path)?, text.clone()))).collect();
    all.push(by_type(&all));
    match tera_of(&all, language, texts) {
        Ok(tera) => tera,
        Err(error) => {
            let failure = Failure::of(&error).located(&all);
            diags.push(failure.span(), Problem::ThemeSyntax { reason: failure.reason });
            built_in_templates(language, texts)
        }
    }
}

fn built_in_templates(language: &str, texts: &BTreeMap<String, String>) -> Tera {
    let named = |path: &str| path.strip_prefix("templates/").map(str::to_owned);
    let mut own: Vec<(String, Arc<str>)> =
        BuiltIn::iter().filter_map(|path| Some((named(&path)?, built_in(&path)?))).collect();
    own.push(by_type(&own));
    tera_of(&own, language, texts).expect("the built-in templates are correct, the tests render each of them")
}

/// The frames of a language; those of the built-in templates where one of the project's own cannot be used.
fn frames_of(
    templates: &Tera,
    language: &str,
    texts: &BTreeMap<String, String>,
    diags: &mut Diagnostics,
) -> Frames {
    let place = |template: &str| Span::file(RelPath::new(&format!("{FOLDER}templates/{template}")).shared());
    match frames::of(templates) {
        Ok(frames) => return frames,
        Err(frames::Fault::Tera(template, error)) => {
            let failure = Failure::of(&error);
            let span = if failure.template.is_empty() { place(&template) } else { failure.span() };
            diags.push(span, Problem::ThemeRender { page: template, reason: failure.reason });
        }
        Err(frames::Fault::NoContent(template)) => {
            diags.push(place(&template), Problem::ThemeBlock {});
        }
    }
    let Ok(frames) = frames::of(&built_in_templates(language, texts)) else {
        unreachable!("the built-in templates are correct, the tests render each of them")
    };
    frames
}

/// The components `question_type` and `answer_type`, which hand a question over to the partial of its type: a template
/// cannot call a component by a name that it is given.
fn by_type(files: &[(String, Arc<str>)]) -> (String, Arc<str>) {
    let partials: Vec<&str> =
        files.iter().filter_map(|(name, _)| name.strip_prefix("questions/")?.strip_suffix(".html")).collect();
    let component = |face: &str| {
        let calls = partials.iter().map(|name| {
            format!(
                "{{% if question.partial == \"{name}\" %}}{{{{ <{name}_{face} question /> }}}}{{% endif %}}"
            )
        });
        let name = format!("{face}_type");
        format!(
            "{{% component {name}(question: map) %}}{}{{% endcomponent {name} %}}\n",
            calls.collect::<String>()
        )
    };
    ("questions.html".to_owned(), format!("{}{}", component("question"), component("answer")).into())
}

fn tera_of(
    files: &[(String, Arc<str>)],
    language: &str,
    texts: &BTreeMap<String, String>,
) -> Result<Tera, tera::Error> {
    let mut tera = Tera::new();
    // Tera escapes by the ending of a template's name; every one of ours makes HTML.
    tera.autoescape_on(vec![".html", ".svg"]);
    tera.register_filter("fill", fill);
    tera.register_function("kinds", |_: Kwargs, _: &State| kinds());
    let icons = icons_of(files.iter().map(|(name, text)| (name.as_str(), text)));
    tera.register_function("icon", move |arguments: Kwargs, _: &State| icon(&icons, &arguments));
    tera.global_context().insert("t", texts);
    tera.global_context().insert("language", language);
    tera.global_context().insert("question_kinds", &types::kinds().collect::<Vec<_>>());
    tera.add_raw_templates(files.iter().map(|(name, text)| (name.as_str(), text.as_ref())))?;
    Ok(tera)
}

/// `{{ icon(name="course") }}`: the drawing `icons/NAME.svg`; a kind without one is drawn as a page.
fn icon(icons: &BTreeMap<String, String>, arguments: &Kwargs) -> tera::TeraResult<tera::Value> {
    let name = arguments.must_get::<&str>("name")?;
    let drawing = icons.get(name).or_else(|| icons.get("page")).map_or("", String::as_str);
    Ok(tera::Value::safe_string(drawing))
}

/// The names of all kinds of pages, in the order in which search offers them.
fn kinds() -> Vec<&'static str> {
    KINDS.iter().map(|kind| kind.name).collect()
}

/// `{{ t.minutes | fill(n=3) }}`: puts the arguments in the place of `{n}`.
fn fill(text: &str, arguments: Kwargs, _: &State) -> String {
    let mut out = text.to_owned();
    for (name, value) in arguments.iter() {
        out = out.replace(&format!("{{{name}}}"), &value.to_string());
    }
    out
}

/// The interface texts of a language: its own file, else English, with the project's own texts on top.
fn texts(language: &str, sources: &Sources, diags: &mut Diagnostics) -> BTreeMap<String, String> {
    let english = built_in_texts("en").expect("the English texts are built in");
    let mut texts = english.clone();
    let primary = language.split('-').next().unwrap_or(language);
    let exact = built_in_texts(language);
    let has_own_name = exact.is_some();
    let own = exact.or_else(|| match primary {
        "zh" => built_in_texts("zh-CN"),
        _ => built_in_texts(primary),
    });
    texts.extend(own.unwrap_or_default());
    if !has_own_name {
        texts.insert("language_name".to_owned(), languages::own_name(language).to_owned());
    }
    let path = RelPath::new(&format!("{FOLDER}i18n/{language}.yaml"));
    if let Some(text) = sources.text(path.as_str())
        && let Some(node) = crate::yaml::parse(path.shared(), text, 0..text.len(), diags)
        && let Some(fields) = crate::yaml::fields::Fields::open(&node, diags)
    {
        for entry in fields.entries() {
            let Some(value) = crate::yaml::fields::text(&entry.value, diags) else { continue };
            if english.contains_key(&entry.key) {
                texts.insert(entry.key.clone(), value.text);
            } else {
                let near = crate::diag::nearest(&entry.key, english.keys().map(String::as_str));
                diags.push(entry.key_span.clone(), Problem::ThemeText { key: entry.key.clone(), near });
            }
        }
    }
    texts
}

fn built_in_texts(language: &str) -> Option<BTreeMap<String, String>> {
    let file = BuiltIn::get(&format!("i18n/{language}.yaml"))?;
    let text: Cow<'_, str> = String::from_utf8_lossy(&file.data);
    Some(serde_yaml::from_str(&text).expect("the built-in texts are a map of texts, a test reads them"))
}
