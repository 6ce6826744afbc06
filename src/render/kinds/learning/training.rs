//! The training plan and its sign-in sheets, and the sessions that a course and a role show.

use crate::describe;
use crate::model::PageId;
use crate::model::ids::RoleId;
use crate::model::page::Page;
use crate::model::training::{self, Calendar, SessionId};
use crate::render::context::{Link, Session};
use crate::render::page_cx::PageCx;
use crate::render::routes::app_page::AppPage;
use crate::render::routes::calendar;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// Lines of a sign-in sheet that names no number of seats: as many as a sheet of paper holds.
const LINES: u32 = 24;

/// What `training.html` gets.
#[derive(Serialize)]
pub struct Plan {
    sessions: Vec<Session>,
    courses: usize,
    /// Of all sessions; empty when none says how long it takes.
    hours: String,
    /// The first and the last day; empty when none is fixed.
    from: String,
    until: String,
    /// The name of the zone of all times; empty when the project names none.
    zone: String,
    /// The calendar file of all sessions.
    calendar: String,
    sheets: String,
    roles: Vec<Group>,
    trainers: Vec<Group>,
    places: Vec<Group>,
    /// The courses without a session.
    open: Vec<Link>,
}

/// The sessions of a role, a trainer or a place.
#[derive(Serialize)]
struct Group {
    title: String,
    /// The page of a role; else empty.
    href: String,
    calendar: String,
    hours: String,
    sessions: Vec<Session>,
}

/// What `signin.html` gets.
#[derive(Serialize)]
pub struct Sheets {
    sheets: Vec<Sheet>,
    plan: String,
}

#[derive(Serialize)]
struct Sheet {
    session: Session,
    lines: Vec<u32>,
}

pub fn plan(cx: &PageCx<'_>) -> Plan {
    let all = training::sessions(cx.site);
    let days: Vec<&str> = all.iter().map(|id| training::original(cx.site, *id).date.as_str()).collect();
    let days: Vec<&str> = days.into_iter().filter(|day| !day.is_empty()).collect();
    let day = |day: Option<&&str>| day.map_or_else(String::new, |day| (*day).to_owned());
    let is_open = |course: &PageId| all.iter().all(|id| id.course != *course);
    let courses = training::courses(cx.site);
    Plan {
        courses: courses.len(),
        open: courses.into_iter().filter(is_open).map(|course| cx.page_link(course)).collect(),
        hours: hours(&all, cx),
        from: day(days.first()),
        until: day(days.last()),
        zone: cx
            .site
            .config
            .time_zone
            .as_ref()
            .and_then(|zone| zone.iana_name())
            .unwrap_or_default()
            .to_owned(),
        calendar: calendar_href(&Calendar::Everyone, cx),
        sheets: tool_href(AppPage::SignIn, cx),
        roles: groups(cx, |calendar| matches!(calendar, Calendar::Role(_))),
        trainers: groups(cx, |calendar| matches!(calendar, Calendar::Trainer(_))),
        places: places(&all, cx),
        sessions: all.into_iter().map(|id| session(id, cx)).collect(),
    }
}

pub fn sheets(cx: &PageCx<'_>) -> Sheets {
    let sheet = |id: SessionId| {
        let session = session(id, cx);
        let lines = (1..=session.seats.unwrap_or(LINES)).collect();
        Sheet { session, lines }
    };
    let sheets = training::sessions(cx.site).into_iter().map(sheet).collect();
    Sheets { sheets, plan: tool_href(AppPage::Training, cx) }
}

/// The sessions of a course, in the order of its file.
pub fn of_course(page: &Page, cx: &PageCx<'_>) -> Vec<Session> {
    let mut own: Vec<SessionId> = training::sessions(cx.site);
    own.retain(|id| cx.site.page(id.course).path == page.path);
    own.sort_by_key(|id| id.at);
    own.into_iter().map(|id| session(id, cx)).collect()
}

pub fn of_role(role: &RoleId, cx: &PageCx<'_>) -> Vec<Session> {
    let is_own = |id: &SessionId| cx.site.page(id.course).is_for(role);
    training::sessions(cx.site).into_iter().filter(is_own).map(|id| session(id, cx)).collect()
}

pub fn calendar_of_role(role: &RoleId, cx: &PageCx<'_>) -> String {
    let calendar = Calendar::Role(role.clone());
    if training::calendars(cx.site).contains(&calendar) {
        calendar_href(&calendar, cx)
    } else {
        String::new()
    }
}

fn groups(cx: &PageCx<'_>, is_meant: impl Fn(&Calendar) -> bool) -> Vec<Group> {
    let calendars = training::calendars(cx.site).into_iter().filter(is_meant);
    calendars
        .map(|calendar| {
            let mut own = training::sessions(cx.site);
            own.retain(|id| calendar.holds(cx.site, *id));
            let page = match &calendar {
                Calendar::Role(role) => cx.site.roles.get(role).map(|page| cx.page_link(*page)),
                Calendar::Trainer(_) | Calendar::Everyone => None,
            };
            let title = calendar::name(&calendar, cx);
            let href = page.map_or_else(String::new, |page| page.href);
            Group {
                title,
                href,
                calendar: calendar_href(&calendar, cx),
                hours: hours(&own, cx),
                sessions: own.into_iter().map(|id| session(id, cx)).collect(),
            }
        })
        .collect()
}

fn places(all: &[SessionId], cx: &PageCx<'_>) -> Vec<Group> {
    let mut places: BTreeMap<&str, Vec<SessionId>> = BTreeMap::new();
    for id in all {
        places.entry(&training::original(cx.site, *id).place).or_default().push(*id);
    }
    let named = places.into_iter().filter(|(place, _)| !place.is_empty());
    named
        .map(|(_, own)| Group {
            title: training::in_language(cx.site, own[0], cx.language).place.clone(),
            href: String::new(),
            calendar: String::new(),
            hours: hours(&own, cx),
            sessions: own.into_iter().map(|id| session(id, cx)).collect(),
        })
        .collect()
}

fn session(id: SessionId, cx: &PageCx<'_>) -> Session {
    let own = training::in_language(cx.site, id, cx.language);
    let course = cx.site.page(id.course);
    let anchor = format!("{}-{}", course.id, id.at + 1);
    let end = own.slot.filter(|slot| slot.end > slot.begin);
    // What is no date has been reported where it is read.
    let weekday = own.date.parse().map_or("", |date: Date| {
        cx.names().text(&format!("weekday_{}", date.weekday().to_monday_one_offset()))
    });
    Session {
        sheet: format!("{}#{anchor}", tool_href(AppPage::SignIn, cx)),
        id: anchor,
        title: own.title.clone(),
        course: cx.page_link(id.course),
        roles: course.original().head.roles.iter().filter_map(|role| cx.role_link(&role.text)).collect(),
        date: own.date.clone(),
        weekday: weekday.to_owned(),
        start: own.start.clone(),
        end: end.map_or_else(String::new, |slot| slot.end.strftime("%H:%M").to_string()),
        hours: own.hours.clone(),
        trainer: own.trainer.clone(),
        place: own.place.clone(),
        seats: own.seats,
    }
}

fn hours(sessions: &[SessionId], cx: &PageCx<'_>) -> String {
    let hours: f64 =
        sessions.iter().filter_map(|id| training::original(cx.site, *id).hours.parse::<f64>().ok()).sum();
    if hours > 0.0 { describe::number(hours) } else { String::new() }
}

fn calendar_href(calendar: &Calendar, cx: &PageCx<'_>) -> String {
    cx.from.href_to(&calendar::address(cx.site, calendar, cx.language))
}

fn tool_href(tool: AppPage, cx: &PageCx<'_>) -> String {
    cx.from.href_to(&cx.site.in_language(&tool.address(), cx.language))
}
