//! Whom a reader can ask: the roster as its page shows it, and the people of its modules on every other page.

use crate::model::Site;
use crate::model::kinds::role::SuperUser;
use crate::model::kinds::roster::{Duty, Person, Roster};
use crate::model::page::{Content, Page};
use crate::render::context::{Contact, StandIn};
use crate::render::page_cx::PageCx;
use crate::yaml::fields::Text;
use serde::Serialize;
use std::collections::BTreeSet;

/// What `roster.html` gets.
#[derive(Serialize)]
pub struct Shown {
    people: Vec<Contact>,
}

pub fn context(roster: &Roster, cx: &PageCx<'_>) -> Shown {
    Shown { people: roster.people.iter().map(|person| contact(person, roster, cx)).collect() }
}

/// The people to ask about a page: those of its modules, then the helpdesk. A site without a roster has the super-users of
/// the roles that work with those modules.
pub fn of_page(page: &Page, cx: &PageCx<'_>) -> Vec<Contact> {
    let modules = modules(page, cx.site);
    match roster(cx) {
        Some(roster) => {
            let is_meant =
                |person: &&Person| person.modules.iter().any(|own| modules.contains(&own.as_str()));
            let own = roster.people.iter().filter(is_meant);
            let helpdesk = roster.people.iter().filter(|person| person.is_helpdesk());
            own.chain(helpdesk).map(|person| contact(person, roster, cx)).collect()
        }
        None => super_users(&modules, cx),
    }
}

/// Everybody who is named as a super-user or in the roster, in every language.
pub fn super_user_names(site: &Site) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for version in site.pages.iter().flat_map(|page| page.versions.iter().flatten()) {
        match &version.content {
            Content::Role(role) => names.extend(role.super_users.iter().map(|user| bare(&user.name))),
            Content::Roster(roster) => {
                let people = roster.people.iter().filter(|person| !person.is_helpdesk());
                names.extend(people.map(|person| bare(&person.name)));
            }
            _ => {}
        }
    }
    names
}

/// `陈涛（采购审批）` -> `陈涛`.
fn bare(name: &str) -> String {
    name.split(['（', '(']).next().unwrap_or(name).trim().to_owned()
}

/// The modules of a page, else those of the nearest section around it.
fn modules<'s>(page: &'s Page, site: &'s Site) -> Vec<&'s str> {
    let of = |page: &'s Page| {
        let version = page.original();
        let own = version.head.modules.iter().chain(version.content.listing().modules());
        own.map(Text::as_str).collect::<Vec<_>>()
    };
    let mut found = of(page);
    let mut at = Some(page.section);
    while let Some(section) = at.filter(|_| found.is_empty()) {
        let section = site.section(section);
        found = section.index.map_or_else(Vec::new, |index| of(site.page(index)));
        at = section.parent;
    }
    found
}

fn roster<'s>(cx: &PageCx<'s>) -> Option<&'s Roster> {
    let page = cx.site.by_path.get("roster.yaml")?;
    match &cx.site.page(*page).version(cx.language).content {
        Content::Roster(roster) => Some(roster),
        _ => None,
    }
}

fn super_users(modules: &[&str], cx: &PageCx<'_>) -> Vec<Contact> {
    let mut found: Vec<Contact> = Vec::new();
    for page in cx.site.role_pages() {
        let version = cx.site.page(page).version(cx.language);
        let is_meant = version.head.modules.iter().any(|own| modules.contains(&own.as_str()));
        let Content::Role(role) = &version.content else { continue };
        for SuperUser { name, contact } in role.super_users.iter().filter(|_| is_meant) {
            if !found.iter().any(|other| other.name == *name) {
                let (tel, href) = (contact.clone(), tel_href(contact));
                found.push(Contact { name: name.clone(), tel, href, ..Contact::default() });
            }
        }
    }
    found
}

fn contact(person: &Person, roster: &Roster, cx: &PageCx<'_>) -> Contact {
    let stand_in = (!person.stand_in.is_empty()).then(|| {
        let known = roster.people.iter().find(|other| other.name == person.stand_in);
        let tel = known.map_or_else(String::new, |known| known.tel.clone());
        StandIn { name: person.stand_in.clone(), href: tel_href(&tel), tel }
    });
    let modules = person.modules.iter().map(|module| cx.names().module_title(&module.text));
    Contact {
        id: person.anchor.clone(),
        name: person.name.clone(),
        tel: person.tel.clone(),
        href: tel_href(&person.tel),
        modules: modules.collect(),
        hours: hours(&person.on, cx),
        on: person.on.iter().map(|duty| told(*duty)).collect::<Vec<_>>().join(" "),
        stand_in,
        free_until: person.free_until.clone(),
        is_helpdesk: person.is_helpdesk(),
    }
}

/// `12345@510-1050`, for the script that looks at the clock: days from Monday, minutes of the day.
fn told(duty: Duty) -> String {
    let days: String = (0..7).filter(|day| duty.days[*day]).map(|day| (day + 1).to_string()).collect();
    format!("{days}@{}-{}", duty.from, duty.until)
}

/// In the reader's language; the days are said once for all hours of them.
fn hours(duties: &[Duty], cx: &PageCx<'_>) -> String {
    let text = |key| cx.names().text(key);
    let name = |day: usize| {
        text(["weekday_1", "weekday_2", "weekday_3", "weekday_4", "weekday_5", "weekday_6", "weekday_7"][day])
    };
    let mut parts: Vec<String> = Vec::new();
    let mut days_before = None;
    for duty in duties {
        let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        let hours = format!("{}–{}", clock(duty.from), clock(duty.until));
        if days_before == Some(duty.days) {
            parts.push(hours);
            continue;
        }
        days_before = Some(duty.days);
        let stretch = |(first, last): (usize, usize)| match last - first {
            0 => name(first).to_owned(),
            6 => text("roster_daily").to_owned(),
            _ => text("roster_days").replace("{from}", name(first)).replace("{to}", name(last)),
        };
        let days = duty.stretches().into_iter().map(stretch).collect::<Vec<_>>().join(text("list_comma"));
        parts.push(if (duty.from, duty.until) == (0, 24 * 60) { days } else { format!("{days} {hours}") });
    }
    parts.join(text("list_comma"))
}

/// What a phone dials: digits, and a pause before an extension. Nothing for a text without a number.
fn tel_href(tel: &str) -> String {
    let folded = tel.to_lowercase();
    let (number, extension) = ["转", "分机", "ext"]
        .iter()
        .find_map(|word| folded.split_once(word))
        .unwrap_or((folded.as_str(), ""));
    let dialled =
        |text: &str| -> String { text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect() };
    match (dialled(number), dialled(extension)) {
        (number, extension) if number.is_empty() && extension.is_empty() => String::new(),
        (number, extension) if number.is_empty() || extension.is_empty() => {
            format!("tel:{number}{extension}")
        }
        (number, extension) => format!("tel:{number},{extension}"),
    }
}
