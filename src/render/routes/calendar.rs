//! The sessions of a course plan as calendar files, which Outlook and phones open.
//!
//! In: the site. Out: text in the form of RFC 5545. The time stamps come from the sessions themselves, so that the same
//! sources give the same bytes; what tells one session from another outlives a new day, time or place of it.

use crate::describe::short_hash;
use crate::model::address::OutPath;
use crate::model::session::Session;
use crate::model::training::{self, Calendar, SessionId};
use crate::model::{LanguageId, Site};
use crate::render::page_cx::PageCx;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// The folder of all calendars.
const FOLDER: &str = "training-plan";
/// Characters of a name in the name of its file.
const LONGEST_NAME: usize = 40;
/// Octets of a line without its end. Source: RFC 5545, section 3.1.
const LONGEST_LINE: usize = 75;

pub fn address(site: &Site, calendar: &Calendar, language: LanguageId) -> OutPath {
    let name = match calendar {
        Calendar::Everyone => "all".to_owned(),
        Calendar::Role(role) => format!("role-{role}"),
        Calendar::Trainer(name) => format!("trainer-{}", file_name(name)),
    };
    site.in_language(&OutPath::new(&format!("{FOLDER}/{name}.ics")), language)
}

/// Letters and digits; what was left out is told by a hash.
fn file_name(name: &str) -> String {
    let short: String =
        name.chars().take(LONGEST_NAME).map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    if short == name { short } else { format!("{}-{}", short.trim_matches('-'), short_hash(name)) }
}

/// What a calendar is called: a role by its title, a trainer as the reader's language writes the name.
pub fn name(calendar: &Calendar, cx: &PageCx<'_>) -> String {
    match calendar {
        Calendar::Everyone => cx.site.config.title.get(cx.site.language(cx.language)).text.clone(),
        Calendar::Role(role) => cx
            .site
            .roles
            .get(role)
            .map_or_else(|| role.to_string(), |page| cx.names().title(cx.site.page(*page))),
        Calendar::Trainer(name) => {
            let mut all = training::sessions(cx.site).into_iter();
            let own = all.find_map(|id| {
                let at = training::original(cx.site, id).trainers().position(|own| own == name)?;
                training::in_language(cx.site, id, cx.language).trainers().nth(at).map(str::to_owned)
            });
            own.unwrap_or_else(|| name.clone())
        }
    }
}

/// One calendar.
pub fn file(calendar: &Calendar, cx: &PageCx<'_>) -> String {
    let mut out = Lines::default();
    let zone = cx.site.config.time_zone.as_ref();
    out.put("BEGIN", "VCALENDAR");
    out.put("VERSION", "2.0");
    out.put("PRODID", "-//Rolebook//Training plan//EN");
    out.put("CALSCALE", "GREGORIAN");
    out.put("METHOD", "PUBLISH");
    let title = format!("{} · {}", cx.names().text("kind_training"), name(calendar, cx));
    out.put("X-WR-CALNAME", &escaped(&title));
    if let Some(zone) = zone.and_then(|zone| zone.iana_name()) {
        out.put("X-WR-TIMEZONE", zone);
    }
    let own = training::sessions(cx.site).into_iter().filter(|id| calendar.holds(cx.site, *id));
    own.for_each(|id| event(id, zone, cx, &mut out));
    out.put("END", "VCALENDAR");
    out.text
}

/// A session on a day; one without is in no calendar.
fn event(id: SessionId, zone: Option<&TimeZone>, cx: &PageCx<'_>, out: &mut Lines) {
    let session = training::in_language(cx.site, id, cx.language);
    let Ok(day) = session.date.parse::<Date>() else { return };
    let course = cx.names().title(cx.site.page(id.course));
    out.put("BEGIN", "VEVENT");
    out.put("UID", &uid(id, cx.site));
    let begin = session.slot.map_or_else(|| day.at(0, 0, 0, 0), |slot| slot.begin);
    out.put("DTSTAMP", &utc(begin, zone.unwrap_or(&TimeZone::UTC)));
    match (session.slot, zone) {
        (None, _) => out.put("DTSTART;VALUE=DATE", &day.strftime("%Y%m%d").to_string()),
        (Some(slot), Some(zone)) => {
            out.put("DTSTART", &utc(slot.begin, zone));
            if slot.end > slot.begin {
                out.put("DTEND", &utc(slot.end, zone));
            }
        }
        (Some(slot), None) => {
            out.put("DTSTART", &local(slot.begin));
            if slot.end > slot.begin {
                out.put("DTEND", &local(slot.end));
            }
        }
    }
    out.put("SUMMARY", &escaped(&format!("{course} · {}", session.title)));
    if !session.place.is_empty() {
        out.put("LOCATION", &escaped(&session.place));
    }
    out.put("DESCRIPTION", &escaped(&description(id, session, cx)));
    if let Some(base) = &cx.site.config.base_url {
        out.put("URL", &format!("{base}{}", cx.site.address(id.course, cx.language).to_url()));
    }
    out.put("END", "VEVENT");
}

fn description(id: SessionId, session: &Session, cx: &PageCx<'_>) -> String {
    let roles = &cx.site.page(id.course).original().head.roles;
    let roles: Vec<String> =
        roles.iter().filter_map(|role| cx.role_link(&role.text)).map(|role| role.title).collect();
    let everyone = || cx.names().text("training_everyone").to_owned();
    let roles = if roles.is_empty() { everyone() } else { roles.join(cx.names().text("list_comma")) };
    let lines = [("kind_role", roles.as_str()), ("trainer", &session.trainer), ("hours", &session.hours)];
    let colon = cx.names().text("training_colon");
    let lines = lines.into_iter().filter(|(_, text)| !text.is_empty());
    lines.map(|(key, text)| format!("{}{colon}{text}", cx.names().text(key))).collect::<Vec<_>>().join("\n")
}

/// The same after every edit but another title of the session, and the same in every language.
fn uid(id: SessionId, site: &Site) -> String {
    let course = site.page(id.course);
    let title = &training::original(site, id).title;
    let earlier = (0..id.at)
        .filter(|at| training::original(site, SessionId { course: id.course, at: *at }).title == *title);
    let project = &site.config.title.get(site.config.default_language()).text;
    let project = site.config.id.as_ref().unwrap_or(project);
    let own = blake3::hash(format!("{project}\n{}\n{title}\n{}", course.id, earlier.count()).as_bytes());
    format!("{}@rolebook", &own.to_hex().as_str()[..32])
}

/// The moment at which a clock of the zone shows this; after a gap in it, the first one.
fn utc(time: DateTime, zone: &TimeZone) -> String {
    let moment =
        zone.to_zoned(time).map_or_else(|_| time, |zoned| zoned.with_time_zone(TimeZone::UTC).datetime());
    format!("{}Z", local(moment))
}

fn local(time: DateTime) -> String {
    time.strftime("%Y%m%dT%H%M%S").to_string()
}

/// Source: RFC 5545, section 3.3.11.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    text.replace("\r\n", "\n").replace(['\n', '\r'], "\\n")
}

/// Lines in the form of the standard: ended by CR LF, folded before they are too long, never within a character.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn put(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if length + c.len_utf8() > LONGEST_LINE {
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(c);
            length += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}
