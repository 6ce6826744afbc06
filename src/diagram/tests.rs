//! Sources that are read, drawn and refused.

use crate::diagram::{Fault, Words, read};

fn words() -> Words {
    let [repeat, alternative, option, parallel, critical, stop] =
        ["loop", "alt", "opt", "par", "critical", "break"].map(str::to_owned);
    Words { repeat, alternative, option, parallel, critical, stop }
}

fn drawn(text: &str) -> String {
    let diagram = read(text, &str::to_owned).unwrap_or_else(|fault| panic!("{text}\n{fault:?}"));
    let drawing = diagram.draw(&words(), &[true; 8]);
    assert!(!drawing.svg.html.contains("NaN") && !drawing.svg.html.contains("inf"), "{}", drawing.svg.html);
    let (width, height) = (drawing.width, drawing.height);
    format!(
        "<svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">{}</svg>",
        drawing.svg.html
    )
}

#[test]
fn what_cannot_be_drawn_is_named_at_its_place() {
    let fault = |text: &str| match read(text, &str::to_owned) {
        Err(Fault::Line { range, .. } | Fault::Kind { range, .. } | Fault::Unclosed { range, .. }) => {
            text[range].to_owned()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(fault("gantt\n  title A"), "gantt");
    assert_eq!(fault("flowchart XX\nA-->B"), "XX");
    assert_eq!(fault("flowchart TD\n  A --> B\n  B => C"), "=> C");
    assert_eq!(fault("flowchart TD\n  A[开 --> B"), "[开 --> B");
    assert_eq!(fault("flowchart TD\n  subgraph 仓库\n  A --> B"), "subgraph 仓库");
    assert_eq!(fault("sequenceDiagram\n  A says B"), "A says B");
    assert_eq!(fault("sequenceDiagram\n  loop 每天\n  A->>B: x"), "loop 每天");
}

#[test]
fn every_label_stands_in_the_drawing_and_none_is_markup() {
    for text in [
        "flowchart LR\n  subgraph 仓库\n    A[到货登记] --> B{合格？}\n  end\n  B -->|是| C[\"<b>入库</b>\"]",
        "stateDiagram-v2\n  [*] --> 待审\n  待审 --> 已审: 审核 <b>",
        "sequenceDiagram\n  participant W as 仓库\n  W->>W: <script>到货</script>",
    ] {
        let svg = drawn(text);
        assert_eq!(svg, drawn(text), "the same text is drawn the same");
        for label in ["到货", "合格？", "仓库", "是", "待审", "已审"] {
            assert_eq!(text.contains(label), svg.contains(label), "{label} in {svg}");
        }
        assert!(!svg.contains("<b>") && !svg.contains("<script"), "{svg}");
        assert!(!svg.contains("style="), "{svg}");
    }
}
