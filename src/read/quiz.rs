//! `x.quiz.yaml` -> `Paper`.

use crate::diag::{Diagnostics, Expected, Problem, Span};
use crate::model::page::Content;
use crate::model::quiz::grading::Multiple;
use crate::model::quiz::paper::{Draw, Feedback, Mode, Paper, REQUIRES};
use crate::model::quiz::question::Difficulty;
use crate::model::quiz::reading::points;
use crate::yaml::Node;
use crate::yaml::fields::{Fields, Text};

pub fn read(fields: &Fields<'_>, diags: &mut Diagnostics) -> Content {
    let written = fields.one_of("mode", Mode::NAMES, diags).and_then(Mode::of);
    let mode = written.unwrap_or(Mode::Practice);
    // A mode that is none has been reported; what was meant by it is not known.
    if mode == Mode::Practice && (written.is_some() || !fields.has("mode")) {
        idle_keys(fields, diags);
    }
    let default_feedback = if mode == Mode::Exam { Feedback::End } else { Feedback::Now };
    let requires = fields.one_of("requires", REQUIRES, diags);
    let draws = fields.list("draw", diags).iter().filter_map(|node| draw(node, diags));
    let draws = draws.collect();
    Content::Quiz(Paper {
        mode,
        pass: fields.text("pass", diags).and_then(|text| percent(&text, diags)),
        time: fields.text("time", diags).and_then(|text| minutes(&text, diags)),
        attempts: whole(fields, "attempts", 1, diags),
        cooldown: fields.text("cooldown", diags).and_then(|text| minutes(&text, diags)),
        feedback: fields
            .one_of("feedback", Feedback::NAMES, diags)
            .and_then(Feedback::of)
            .unwrap_or(default_feedback),
        multiple: fields
            .one_of("multiple", Multiple::NAMES, diags)
            .and_then(Multiple::of)
            .unwrap_or(Multiple::All),
        shuffle: fields.bool("shuffle", diags).unwrap_or(false),
        questions: fields.ids("questions", diags),
        draws,
        must: fields.ids("must", diags),
        strict: requires
            .filter(|_| mode == Mode::Exam)
            .and(fields.node("requires"))
            .map(|node| node.span.clone()),
    })
}

/// Nothing in practice keeps a time, counts attempts or holds anybody back.
fn idle_keys(fields: &Fields<'_>, diags: &mut Diagnostics) {
    for key in ["time", "attempts", "cooldown", "requires"] {
        if let Some(span) = fields.key_span(key) {
            diags.push(span, Problem::QuizMode { key });
        }
    }
}

fn draw(node: &Node, diags: &mut Diagnostics) -> Option<Draw> {
    let fields = Fields::open(node, diags)?;
    let from = fields.required_text("from", diags);
    fields.require("take");
    let take = whole(&fields, "take", 1, diags);
    let tag = fields.text("tag", diags);
    let difficulty = fields.one_of("difficulty", Difficulty::NAMES, diags).and_then(Difficulty::of);
    let points = points(&fields, "points", diags);
    let span = fields.node("take").map_or_else(|| fields.span(), |node| node.span.clone());
    fields.finish(&[], diags);
    Some(Draw { from: from?, tag, difficulty, take: take? as usize, points, span })
}

fn whole(fields: &Fields<'_>, key: &'static str, least: i64, diags: &mut Diagnostics) -> Option<u32> {
    let number = fields.whole(key, diags)?;
    match u32::try_from(number) {
        Ok(good) if number >= least => Some(good),
        _ => {
            let span = fields.node(key).map_or_else(|| fields.span(), |node| node.span.clone());
            let expected = Expected::WholeNumber;
            diags.push(span, Problem::WrongType { found: format!("`{number}`"), expected, near: None });
            None
        }
    }
}

/// `80%`, or `80`, which means the same.
fn percent(text: &Text, diags: &mut Diagnostics) -> Option<f64> {
    let number = text.text.trim().trim_end_matches(['%', '％']).trim().parse::<f64>().ok();
    let good = number.filter(|number| number.is_finite() && (0.0..=100.0).contains(number));
    match good {
        None => diags.push(text.span.clone(), Problem::PassMark { found: text.text.clone() }),
        // Less than one per cent is a share that was written as a fraction.
        Some(share) if share > 0.0 && share <= 1.0 && !text.text.contains(['%', '％']) => {
            let percent = share * 100.0;
            diags.push(
                text.span.clone(),
                Problem::PassMarkLow { found: text.text.clone(), percent: format!("{percent}") },
            );
        }
        Some(_) => {}
    }
    good
}

/// `30min`, `24h`, `7d`, `90`: minutes.
fn minutes(text: &Text, diags: &mut Diagnostics) -> Option<u32> {
    let written = text.text.trim();
    let units = [("min", 1), ("h", 60), ("d", 24 * 60)];
    let in_unit = |(unit, factor)| Some((written.strip_suffix(unit)?, factor));
    let (number, factor) = units.into_iter().find_map(in_unit).unwrap_or((written, 1));
    let good = number.trim().parse::<u32>().ok().and_then(|n| n.checked_mul(factor)).filter(|n| *n > 0);
    if good.is_none() {
        let span: Span = text.span.clone();
        diags.push(span, Problem::QuizTime { found: text.text.clone(), near: meant_time(written) });
    }
    good
}

/// `90分钟`, `1.5 小时`, `2 hours`, `1周` -> the time as it is written here.
fn meant_time(written: &str) -> Option<String> {
    let digits = written.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(written.len());
    let (number, unit) = (written[..digits].parse::<f64>().ok()?, written[digits..].trim().to_lowercase());
    let minutes = match unit.as_str() {
        "分钟" | "分" | "m" | "mins" | "minute" | "minutes" | "min" | "" => number,
        "小时" | "时" | "hr" | "hrs" | "hour" | "hours" | "h" => number * 60.0,
        "天" | "日" | "day" | "days" | "d" => number * 24.0 * 60.0,
        "周" | "星期" | "w" | "week" | "weeks" => number * 7.0 * 24.0 * 60.0,
        _ => return None,
    };
    // Whole minutes, and few enough for every unit.
    if minutes < 1.0 || minutes.fract() > 0.0 || minutes > 1_000_000.0 {
        return None;
    }
    let minutes = minutes as u64;
    Some(match minutes {
        days if days % (24 * 60) == 0 => format!("{}d", days / (24 * 60)),
        hours if hours % 60 == 0 && hours > 60 => format!("{}h", hours / 60),
        minutes => format!("{minutes}min"),
    })
}
