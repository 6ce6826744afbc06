//! `rolebook feedback collect`: files of pages and exports of a chat come to one list.

use crate::support::Project;

const CHAT: &str = "\
王敏 2026-12-01 09:30:12
【反馈 缺陷 高】采购入库 › 差异处理
页面：manual/inventory/receipt.html#差异处理
版本：8.2
内容：点“提交”后，
一直转圈。
姓名：张三
编号：F-AAAAAAA

李建国 2026-12-01 09:31:00
收到，我看看。
内容：这一行是聊天
> 【反馈 新需求 低】盘点
> 页面：manual/inventory/stocktaking.html
> 内容：=cmd|' /C calc'!A0
> 编号：F-BBBBBBB
";

fn file(id: &str, name: &str, text: &str) -> String {
    format!(
        r#"{{"rolebook":"feedback","site":"s","id":"{id}","kind":"defect","priority":"medium","title":"采购入库 › 差异处理","page":"manual/inventory/receipt.html#差异处理","version":"8.2","text":"{text}","name":"{name}","at":"2026-12-01T01:00:00Z"}}"#
    )
}

fn project() -> Project {
    let again = file("F-CCCCCCC", "李四", "点“提交”后， 一直转圈");
    let same = file("F-AAAAAAA", "张三", "点“提交”后，一直转圈。");
    Project::new(&[
        ("in/chat.txt", CHAT),
        ("in/d.json", &again),
        ("in/e.json", &same),
        ("in/photo.png", "no text"),
    ])
}

#[test]
fn what_several_people_say_is_one_item_with_their_voices() {
    let run = project().run(&["feedback", "collect", "in", "--lang", "zh"]).ends_with(0);
    assert_eq!(
        run.stdout,
        "必须  缺陷  2 人  manual/inventory/receipt.html#差异处理  采购入库 › 差异处理
    点“提交”后，
    一直转圈。
    点“提交”后， 一直转圈
可选  新需求  1 人  manual/inventory/stocktaking.html  盘点
    =cmd|' /C calc'!A0
"
    );
    assert_eq!(run.stderr, "3 个文件里有 3 条反馈，合成 2 项；重复的 1 条没有再算\n");
}

#[test]
fn a_spreadsheet_opens_the_list_and_runs_nothing_of_it() {
    let run = project().run(&["feedback", "collect", "in", "--as", "csv", "--lang", "en"]).ends_with(0);
    assert!(run.stdout.starts_with("\u{feff}priority,kind,voices,"), "{}", run.stdout);
    assert!(run.stdout.contains("must,defect,2,manual/inventory/receipt.html#差异处理,"), "{}", run.stdout);
    assert!(run.stdout.contains(",'=cmd|' /C calc'!A0,"), "{}", run.stdout);
    assert_eq!(run.stdout.matches("\r\n").count(), 2, "{:?}", run.stdout);
}

#[test]
fn a_list_in_markdown_has_the_classes_of_a_backlog() {
    let run = project().run(&["feedback", "collect", "in", "--as", "markdown", "--lang", "en"]).ends_with(0);
    assert!(run.stdout.starts_with("## must\n\n- [ ] **defect** (2 voices) "), "{}", run.stdout);
    assert!(run.stdout.contains("\n## could\n\n- [ ] **new requirement** (1 voice) "), "{}", run.stdout);
}

#[test]
fn an_export_in_gbk_and_english_reports_are_read() {
    let project = Project::new(&[]);
    std::fs::write(project.path("chat.log"), encoding(CHAT)).expect("writable");
    project.write(
        "mail.eml",
        "Hello,\n【Feedback new requirement high】Count\nPage: a.html\nText: Please.\nId: F-D\nBye\n",
    );
    let run = project.run(&["feedback", "collect", "chat.log", "mail.eml", "--lang", "en"]).ends_with(0);
    assert_eq!(run.stderr, "3 reports in 2 files came to 3 items; 0 reports left out as repeated\n");
    assert!(
        run.stdout.contains("must  new requirement  1 voice  a.html  Count\n    Please.\n"),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains("Bye"));
    let missing = project.run(&["feedback", "collect", "nowhere", "--lang", "en"]).ends_with(3);
    assert!(missing.stderr.starts_with("error: nowhere cannot be read: "), "{}", missing.stderr);
}

fn encoding(text: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(text).0.into_owned()
}
