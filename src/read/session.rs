//! One of the `sessions` of a course -> `Session`: a day of the calendar, a time of the clock, a length that ends that day.

use crate::diag::{Diagnostics, Expected, Problem};
use crate::markdown::context::Context;
use crate::markdown::variables::local;
use crate::model::session::{Places, Session, Slot};
use crate::read::head;
use crate::yaml::Node;
use crate::yaml::fields::{Fields, Text};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

pub fn read(node: &Node, context: &Context<'_>, diags: &mut Diagnostics) -> Option<Session> {
    let fields = Fields::open(node, diags)?;
    let title = fields.required_local_text("title", diags);
    let date = fields.text("date", diags).filter(|date| head::check_date(date, diags));
    let start = fields.text("start", diags).filter(|start| check_time(start, diags));
    let hours = fields.number("hours", diags);
    let mut optional = |key| {
        let span = fields.node(key).map_or_else(|| fields.span(), |node| node.span.clone());
        let text = fields.local_text(key, diags);
        (text.map_or_else(String::new, |text| local(&text, context, diags)), span)
    };
    let ((trainer, at_trainer), (place, at_place)) = (optional("trainer"), optional("place"));
    let seats = seats(&fields, diags);
    fields.finish(&[], diags);
    let text = |text: &Option<Text>| text.as_ref().map_or_else(String::new, |text| text.text.clone());
    let slot = slot(date.as_ref(), start.as_ref(), hours.as_ref(), diags);
    Some(Session {
        title: local(&title?, context, diags),
        date: text(&date),
        start: text(&start),
        hours: hours.map_or_else(String::new, |(_, text)| text.text),
        trainer,
        place,
        seats,
        slot,
        at: Places { trainer: at_trainer, place: at_place },
    })
}

/// So many people as a room may hold.
fn seats(fields: &Fields<'_>, diags: &mut Diagnostics) -> Option<u32> {
    let number = fields.whole("seats", diags)?;
    let seats = u32::try_from(number).ok().filter(|seats| (1..=500).contains(seats));
    if seats.is_none()
        && let Some(node) = fields.node("seats")
    {
        let expected = Expected::WholeNumber;
        diags.push(
            node.span.clone(),
            Problem::WrongType { found: format!("`{number}`"), expected, near: None },
        );
    }
    seats
}

/// Reports hours that are none, or that go on into the next day; without a start, more than a day has.
fn slot(
    date: Option<&Text>,
    start: Option<&Text>,
    hours: Option<&(f64, Text)>,
    diags: &mut Diagnostics,
) -> Option<Slot> {
    let time = start.and_then(|start| start.text.parse::<Time>().ok());
    let minutes = match hours {
        Some((hours, text)) => {
            let minutes = whole_minutes(*hours);
            let left = time.map_or(24 * 60, |time| 24 * 60 - minute_of(time));
            if minutes.is_none_or(|minutes| minutes > left) {
                diags.push(text.span.clone(), Problem::SessionHours { found: text.text.clone() });
            }
            minutes.filter(|minutes| *minutes <= left).unwrap_or(0)
        }
        None => 0,
    };
    let day: Date = date?.text.parse().ok()?;
    let begin = DateTime::from_parts(day, time?);
    Some(Slot { begin, end: begin.checked_add(minutes.minutes()).ok()? })
}

fn minute_of(time: Time) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}

/// Of a day at most.
fn whole_minutes(hours: f64) -> Option<i64> {
    let minutes = (hours * 60.0).round();
    #[expect(clippy::cast_possible_truncation, reason = "it was compared with the minutes of a day")]
    (minutes > 0.0 && minutes <= 24.0 * 60.0).then_some(minutes as i64)
}

/// Reports what is no time of a clock with two digits for each part.
fn check_time(text: &Text, diags: &mut Diagnostics) -> bool {
    let good = text.text.len() == 5 && text.text.as_bytes()[2] == b':' && text.text.parse::<Time>().is_ok();
    if !good {
        let near = meant_time(&text.text);
        diags.push(text.span.clone(), Problem::BadTime { found: text.text.clone(), near });
    }
    good
}

/// `9:00`, `9：00`, `9点半`, `9时30分`, `下午三点`, `3:30 pm` -> `HH:MM`.
pub fn meant_time(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let is_later = ["下午", "晚上", "傍晚", "pm", "p.m."].iter().any(|word| text.contains(word));
    let is_noon = text.contains("中午");
    let half = if text.contains('半') {
        "30"
    } else if text.contains('刻') {
        "15"
    } else {
        ""
    };
    let digits = digits_of(&text);
    let mut parts = digits.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let hour: i8 = parts.next()?.parse().ok()?;
    let minute: i8 = match parts.next() {
        Some(_) if half == "15" => 15,
        Some(minute) => minute.parse().ok()?,
        None if half.is_empty() => 0,
        None => half.parse().ok()?,
    };
    let hour = if hour < 12 && (is_later || (is_noon && hour < 4)) { hour + 12 } else { hour };
    Time::new(hour, minute, 0, 0).ok()?;
    parts.next().is_none_or(|seconds| seconds.parse() == Ok(0_u8)).then(|| format!("{hour:02}:{minute:02}"))
}

/// `十三点二十` -> `13 20 `.
fn digits_of(text: &str) -> String {
    let value = |c: char| "零一二三四五六七八九".chars().position(|digit| digit == c);
    let mut out = String::new();
    let mut han: Option<usize> = None;
    for c in text.replace('两', "二").chars() {
        match (value(c), c) {
            (Some(digit), _) => {
                han = Some(han.map_or(digit, |tens| tens * if tens >= 10 { 1 } else { 10 } + digit))
            }
            (None, '十') => han = Some(han.unwrap_or(1) * 10),
            (None, c) => {
                if let Some(number) = han.take() {
                    out.push_str(&number.to_string());
                }
                out.push(if c.is_ascii_digit() { c } else { ' ' });
            }
        }
    }
    if let Some(number) = han {
        out.push_str(&number.to_string());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::meant_time;

    #[test]
    fn a_time_is_understood_as_people_write_it() {
        let meant = |text: &str| meant_time(text).unwrap_or_default();
        for (written, expected) in [
            ("9:00", "09:00"),
            ("9：30", "09:30"),
            ("09:00:00", "09:00"),
            ("9点", "09:00"),
            ("9点半", "09:30"),
            ("上午九点一刻", "09:15"),
            ("下午三点", "15:00"),
            ("下午两点四十", "14:40"),
            ("十三点二十分", "13:20"),
            ("3:30 pm", "15:30"),
            ("中午十二点", "12:00"),
            ("25:00", ""),
            ("午饭以后", ""),
        ] {
            assert_eq!(meant(written), expected, "{written}");
        }
    }
}
