//! A file or a chat export -> the reports in it. What is no report is passed over: most of a chat is talk.

use crate::feedback::{Kind, Priority, Report};
use serde_json::Value;

/// The fields of a report in a chat, as both languages name them.
const FIELDS: &[(&str, &str, Field)] = &[
    ("页面", "page", Field::Page),
    ("版本", "version", Field::Version),
    ("内容", "text", Field::Text),
    ("姓名", "name", Field::Name),
    ("编号", "id", Field::Id),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Page,
    Version,
    Text,
    Name,
    Id,
}

/// Every report of a text: of a file that a page has saved, else of what was pasted somewhere.
pub fn reports(text: &str) -> Vec<Report> {
    match serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) {
        Ok(Value::Object(file)) if file.get("rolebook").and_then(Value::as_str) == Some("feedback") => {
            vec![of_json(&Value::Object(file))]
        }
        // What a company's own endpoint has stored: a list of them.
        Ok(Value::Array(list)) => {
            list.iter().filter(|item| item["rolebook"] == "feedback").map(of_json).collect()
        }
        _ => of_chat(text),
    }
}

fn of_json(file: &Value) -> Report {
    let text = |key: &str| file[key].as_str().unwrap_or_default().trim().to_owned();
    Report {
        id: text("id"),
        kind: Kind::ALL.into_iter().find(|kind| kind.names()[0] == text("kind")).unwrap_or_default(),
        priority: Priority::ALL
            .into_iter()
            .find(|own| own.names()[0] == text("priority"))
            .unwrap_or_default(),
        title: text("title"),
        page: text("page"),
        version: text("version"),
        text: text("text"),
        name: text("name"),
    }
}

/// Reports begin with their header line and end with their id, with the next header, or after an empty line.
fn of_chat(text: &str) -> Vec<Report> {
    let mut found: Vec<Report> = Vec::new();
    let mut open = false;
    let mut last = None;
    for line in text.lines() {
        // A mail program quotes with `>`.
        let line = line.trim().trim_start_matches(['>', '|', '│']).trim();
        if let Some(report) = header(line) {
            found.push(report);
            (open, last) = (true, None);
            continue;
        }
        let Some(report) = found.last_mut().filter(|_| open) else { continue };
        if let Some((field, value)) = field(line) {
            put(report, field, value);
            last = Some(field);
            // A chat goes on with talk.
            open = field != Field::Id;
        } else if last == Some(Field::Text) && !line.is_empty() {
            report.text.push('\n');
            report.text.push_str(line);
        }
    }
    found
}

fn put(report: &mut Report, field: Field, value: &str) {
    let place = match field {
        Field::Page => &mut report.page,
        Field::Version => &mut report.version,
        Field::Text => &mut report.text,
        Field::Name => &mut report.name,
        Field::Id => &mut report.id,
    };
    value.clone_into(place);
}

/// `【反馈 缺陷 高】采购入库`, `【Feedback defect high】Receipt`; whatever a chat program puts before it.
fn header(line: &str) -> Option<Report> {
    let (_, rest) = line.split_once('【')?;
    let (inside, title) = rest.split_once('】')?;
    let folded = inside.to_lowercase();
    let words = folded.strip_prefix("反馈").or_else(|| folded.strip_prefix("feedback"))?;
    let has = |names: &[&str]| {
        names.iter().any(|name| format!(" {} ", words.trim()).contains(&format!(" {name} ")))
    };
    let kind = Kind::ALL.into_iter().find(|kind| has(&kind.names()));
    let priority = Priority::ALL.into_iter().find(|priority| has(&priority.names()[..3]));
    Some(Report {
        kind: kind.unwrap_or_default(),
        priority: priority.unwrap_or_default(),
        title: title.trim().to_owned(),
        ..Report::default()
    })
}

fn field(line: &str) -> Option<(Field, &str)> {
    let (key, value) = line.split_once(['：', ':'])?;
    let key = key.trim().to_lowercase();
    let known = FIELDS.iter().find(|(zh, en, _)| key == *zh || key == *en)?;
    Some((known.2, value.trim()))
}
