//! The training plan: clashes of sessions, and calendars as another program reads them.

use crate::support::{Made, dressed};
use icalendar::parser::{read_calendar, unfold};
use icalendar::{Calendar, Component, EventLike};
use rolebook::inside::{self, Cache, RoleId, Scope, Sources};
use std::sync::Arc;

const PROJECT: &[(&str, &str)] = &[
    ("rolebook.yaml", "id: plan\ntitle: 手册\nlanguages: [zh-CN, en]\nbase_url: https://docs.example.com/\n"),
    ("a.md", "---\ntitle: 收货\n---\n\n先清点。\n"),
    ("roles/warehouse.yaml", "title: 仓库\n"),
    ("roles/finance.yaml", "title: 财务\n"),
    (
        "stock.course.yaml",
        "title: 库存业务，从收货、质检、上架到盘点差异处理的完整流程培训课程
roles: [warehouse]
lessons: [a.md]
sessions:
  - {title: '第一讲; 收货, 质检', date: 2026-12-03, start: '09:00', hours: 1.5, trainer: 李建国、孙浩, place: '二楼, 东'}
  - {title: 练习, date: 2026-12-04}
  - {title: 练习}
",
    ),
    (
        "stock.en.course.yaml",
        "title: Stock\nsessions:\n  - {title: Lecture, trainer: 'Li Jianguo, Sun Hao', place: Room 2}\n  - {title: Practice}\n  - {title: Practice}\n",
    ),
    (
        "ledger.course.yaml",
        "title: 总账\nroles: [finance]\nlessons: [a.md]\nsessions: [{title: 结账, date: 2026-12-05, start: '23:00', hours: 1, trainer: 孙浩}]\n",
    ),
];

fn made(changes: &[(&str, &str)]) -> Made {
    let kept = PROJECT.iter().filter(|(path, _)| changes.iter().all(|(other, _)| other != path));
    Made::of(&Sources::of_texts("case", kept.chain(changes).copied()))
}

/// The calendar as an independent program reads it.
fn calendar(made: &Made, path: &str) -> Calendar {
    read_calendar(&unfold(made.text(path))).expect("it is a calendar").into()
}

fn events(calendar: &Calendar) -> Vec<&icalendar::Event> {
    calendar.components.iter().filter_map(|component| component.as_event()).collect()
}

#[test]
fn a_calendar_is_read_by_another_program_as_it_was_meant() {
    let made = made(&[]);
    assert_eq!(made.problems, Vec::<String>::new());
    let all = calendar(&made, "training-plan/all.ics");
    let all = events(&all);
    assert_eq!(all.len(), 3, "a session without a day is in no calendar");
    assert_eq!(
        all[0].get_summary(),
        Some("库存业务，从收货、质检、上架到盘点差异处理的完整流程培训课程 · 第一讲; 收货, 质检")
    );
    assert_eq!(all[0].get_location(), Some("二楼, 东"));
    let value = |at: usize, name: &str| all[at].property_value(name).unwrap_or_default();
    assert_eq!(value(0, "DTSTART"), "20261203T010000Z", "nine o'clock in China");
    assert_eq!(value(0, "DTEND"), "20261203T023000Z");
    assert_eq!(value(1, "DTSTART"), "20261204", "a day without a time");
    assert_eq!(value(2, "DTEND"), "20261205T160000Z", "midnight is the end of its day");
    assert!(all.iter().all(|event| event.get_start().is_some() && event.get_timestamp().is_some()));
    assert_eq!(all[0].get_url(), Some("https://docs.example.com/stock.course.html"));
    let titles = |path: &str| events(&calendar(&made, path)).len();
    assert_eq!(titles("training-plan/role-warehouse.ics"), 2);
    assert_eq!(titles("training-plan/role-finance.ics"), 1);
    assert_eq!(titles("training-plan/trainer-孙浩.ics"), 2, "one of the two who give a session");
    assert_eq!(titles("en/training-plan/trainer-李建国.ics"), 1);
}

#[test]
fn a_line_of_a_calendar_has_seventy_five_octets_at_most_and_whole_characters() {
    let made = made(&[]);
    for (path, bytes) in made.files.iter().filter(|(path, _)| path.ends_with(".ics")) {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        assert!(text.ends_with("END:VCALENDAR\r\n"), "{path}");
        for line in text.split_terminator("\r\n") {
            assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{path}: {line}");
        }
    }
    assert!(made.text("training-plan/all.ics").contains("\r\n "), "a long title is folded");
}

#[test]
fn a_session_that_moves_stays_the_same_session() {
    let uids = |made: &Made, path: &str| -> Vec<String> {
        events(&calendar(made, path)).iter().filter_map(|event| event.get_uid().map(str::to_owned)).collect()
    };
    let before = made(&[]);
    let moved = "title: 总账\nroles: [finance]\nlessons: [a.md]\nsessions: [{title: 结账, date: 2027-01-08, start: '08:00', hours: 2, trainer: 孙浩, place: 一楼}]\n";
    let after = made(&[("ledger.course.yaml", moved)]);
    let path = "training-plan/role-finance.ics";
    assert_eq!(uids(&before, path), uids(&after, path));
    assert_eq!(uids(&before, path), uids(&before, &format!("en/{path}")), "in every language");
    let all = uids(&before, "training-plan/all.ics");
    assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), all.len());
}

#[test]
fn the_plan_has_every_session_once_and_a_part_of_a_site_only_its_own() {
    let made = made(&[]);
    let plan = made.text("training-plan.html");
    let table = plan.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).expect("a table");
    assert_eq!(table.matches("<tr>").count(), 4);
    let order: Vec<usize> = ["2026-12-03", "2026-12-04", "2026-12-05", "待定"]
        .iter()
        .filter_map(|text| table.find(text))
        .collect();
    assert!(order.len() == 4 && order.is_sorted(), "{table}");
    assert!(plan.contains("Asia/Shanghai"));
    assert_eq!(made.text("sign-in.html").matches("<section class=\"sheet\"").count(), 4);
    let sources = Sources::of_texts("case", PROJECT.iter().copied());
    let scope = Scope::of_roles([RoleId::new("finance")]);
    let part = Made::in_scope(&sources, &scope, &mut dressed(&sources));
    assert!(!part.files.contains_key("training-plan/role-warehouse.ics"));
    assert!(!part.files.contains_key("training-plan/trainer-李建国.ics"));
    assert!(!part.text("training-plan/all.ics").contains("第一讲"));
}

#[test]
fn a_plan_after_an_edit_is_that_of_a_clean_build() {
    let states = [
        "title: 总账\nroles: [finance]\nlessons: [a.md]\nsessions: [{title: 结账, date: 2026-12-05, trainer: 孙浩}]\n",
        "title: 总账\nlessons: [a.md]\nsessions: [{title: 结账, start: 九点, trainer: 王敏}, {title: 二, trainer: 甲}]\n",
        "title: 总账\nlessons: [a.md]\n",
    ];
    let mut cache = Cache::default();
    let mut before = None;
    for text in states.iter().chain(states.iter().rev()) {
        let kept = PROJECT.iter().copied().filter(|(path, _)| *path != "ledger.course.yaml");
        let sources = Arc::new(Sources::of_texts("case", kept.chain([("ledger.course.yaml", *text)])));
        let output = inside::build_after(before.as_ref(), &sources, &Scope::WHOLE, &mut cache);
        let (fast, clean) = (Made::of_output(&output), Made::of(&sources));
        assert_eq!(fast.problems, clean.problems);
        assert!(fast.files == clean.files, "{text}");
        before = Some(output);
    }
}
