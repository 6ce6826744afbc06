//! `roster.yaml` -> `Roster`: a list, or a map with `people` when it says more about itself.

use crate::diag::{Diagnostics, Problem};
use crate::markdown::context::Context;
use crate::markdown::headings;
use crate::markdown::variables::local;
use crate::model::kinds::roster::{Duty, Person, Roster};
use crate::model::page::Content;
use crate::read::head;
use crate::yaml::Node;
use crate::yaml::fields::{Fields, Text};

pub fn read(items: &[Node], context: &Context<'_>, diags: &mut Diagnostics) -> Content {
    let mut people: Vec<Person> = Vec::new();
    for node in items {
        let Some(mut person) = person(node, context, diags) else { continue };
        // One person may be there for several modules at other hours.
        let again = people.iter().filter(|other| other.name == person.name).count();
        if again > 0 {
            person.anchor = format!("{}-{}", person.anchor, again + 1);
        }
        people.push(person);
    }
    Content::Roster(Roster { people })
}

fn person(node: &Node, context: &Context<'_>, diags: &mut Diagnostics) -> Option<Person> {
    let fields = Fields::open(node, diags)?;
    let modules = fields.ids("modules", diags);
    let name = fields.required_local_text("name", diags);
    let tel = fields.required_local_text("tel", diags);
    let on = fields.text("on", diags).map_or_else(Vec::new, |text| duties(&text, diags));
    let stand_in = fields.local_text("stand_in", diags);
    let free_until = fields.text("free_until", diags).filter(|date| head::check_date(date, diags));
    fields.finish(&[], diags);
    let name = local(&name?, context, diags);
    Some(Person {
        anchor: headings::slug(&name),
        name,
        modules,
        tel: local(&tel?, context, diags),
        on,
        stand_in: stand_in.map_or_else(String::new, |text| local(&text, context, diags)),
        free_until: free_until.map_or_else(String::new, |date| date.text),
    })
}

/// `周一至周五 08:30-12:00、13:30-17:30`, `Mon-Fri 08:30-17:30, Sat 09:00-12:00`; reports what is none of it.
fn duties(text: &Text, diags: &mut Diagnostics) -> Vec<Duty> {
    let found = parsed(&text.text);
    if found.is_none() {
        diags.push(text.span.clone(), Problem::RosterHours { found: text.text.clone() });
    }
    found.unwrap_or_default()
}

/// Days stay in force until others are named; without any it is every day.
fn parsed(text: &str) -> Option<Vec<Duty>> {
    let text = text.to_lowercase().replace('：', ":").replace(['～', '—', '–', '~'], "-");
    let text = text.replace("--", "-").replace(['，', '、', '；', ';'], ",");
    let mut days = [true; 7];
    let mut duties = Vec::new();
    // `周一-周三,周五 09:00-12:00`: days that wait for their hours.
    let mut waiting: Option<[bool; 7]> = None;
    for word in text.split([' ', ',', '\u{3000}']).filter(|word| !word.is_empty()) {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            days = waiting.take().unwrap_or(days);
            let (from, until) = word.split_once('-')?;
            let (from, until) = (minute(from)?, minute(until)?);
            if from >= until {
                return None;
            }
            duties.push(Duty { days, from, until });
        } else if !matches!(word, "和" | "及" | "and") {
            let more = days_of(word)?;
            let known = waiting.unwrap_or([false; 7]);
            waiting = Some(std::array::from_fn(|day| known[day] || more[day]));
        }
    }
    // Days alone are whole days.
    duties.extend(waiting.map(|days| Duty { days, from: 0, until: 24 * 60 }));
    (!duties.is_empty()).then_some(duties)
}

fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let is_time = (hour < 24 && minute < 60) || (hour == 24 && minute == 0);
    is_time.then_some(hour * 60 + minute)
}

/// `周一至周五`, `mon-fri`, `周六`, `工作日`, `daily`.
fn days_of(word: &str) -> Option<[bool; 7]> {
    match word {
        "每天" | "每日" | "全天" | "daily" => return Some([true; 7]),
        "工作日" | "weekdays" => return Some(std::array::from_fn(|day| day < 5)),
        "周末" | "weekend" | "weekends" => return Some(std::array::from_fn(|day| day >= 5)),
        _ => {}
    }
    let (first, last) = match word.split_once(['至', '到', '-']) {
        Some((first, last)) => (day(first)?, day(last)?),
        None => (day(word)?, day(word)?),
    };
    // Friday to Monday goes over the end of the week.
    let is_in =
        |day: usize| if first <= last { (first..=last).contains(&day) } else { day >= first || day <= last };
    Some(std::array::from_fn(is_in))
}

/// Monday is 0.
fn day(word: &str) -> Option<usize> {
    let word = word.trim_start_matches("星期").trim_start_matches("礼拜").trim_start_matches('周');
    const HAN: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
    const LATIN: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let is_day = |at: &usize| {
        word == HAN[*at] || (word.len() >= 3 && LATIN[*at].starts_with(word.trim_end_matches('.')))
    };
    if word == "天" { Some(6) } else { (0..7).find(is_day) }
}

#[cfg(test)]
mod tests {
    use super::parsed;

    /// `12345 510-1050`.
    fn told(text: &str) -> String {
        let Some(duties) = parsed(text) else { return String::new() };
        let one = |duty: &super::Duty| {
            let days: String =
                (0..7).filter(|day| duty.days[*day]).map(|day| (day + 1).to_string()).collect();
            format!("{days} {}-{}", duty.from, duty.until)
        };
        duties.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn hours_are_understood_in_both_languages() {
        for (text, expected) in [
            ("周一至周五 08:30-17:30", "12345 510-1050"),
            ("Mon-Fri 08:30-17:30", "12345 510-1050"),
            ("周一到周五 08:30–12:00、13:30–17:30", "12345 510-720; 12345 810-1050"),
            ("Monday-Wednesday, Friday 09:00-12:00", "1235 540-720"),
            ("周一至周五 09:00-18:00，周六 09:00-12:00", "12345 540-1080; 6 540-720"),
            ("每天 00:00-24:00", "1234567 0-1440"),
            ("08:00-20:00", "1234567 480-1200"),
            ("weekend", "67 0-1440"),
            ("周五至周一 20:00-24:00", "1567 1200-1440"),
            ("上班时间", ""),
            ("周一至周五 17:30-08:30", ""),
            ("", ""),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
