//! A build for some roles only: what is not for them leaves before the site is assembled.
//!
//! A question is for whoever takes a paper that can hold it.

use crate::model::document::Document;
use crate::model::ids::QuestionId;
use crate::model::kinds::FileKind;
use crate::model::kinds::role::Target;
use crate::model::page::{Content, Version};
use crate::model::quiz::paper::Paper;
use crate::model::scope::Scope;
use crate::yaml::fields::Text;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The documents that stay, without the parts that are not for this build, and those that leave.
pub fn split(documents: Vec<Arc<Document>>, scope: &Scope) -> (Vec<Arc<Document>>, Vec<Arc<Document>>) {
    if scope.is_whole() {
        return (documents, Vec::new());
    }
    let stays = |document: &Arc<Document>| match document.kind {
        FileKind::Role => scope.holds([document.id.as_str()]),
        _ => original(document).is_some_and(|version| scope.holds(texts(&version.head.roles))),
    };
    let (mut kept, mut left_out): (Vec<_>, Vec<_>) = documents.into_iter().partition(stays);
    let asked = Asked::by(&kept);
    for document in &mut kept {
        let id = document.id.clone();
        Arc::make_mut(document)
            .versions
            .iter_mut()
            .flatten()
            .for_each(|version| reduce(version, &id, &asked, scope));
    }
    let is_empty = |document: &Arc<Document>| match original(document).map(|version| &version.content) {
        Some(Content::Bank(bank)) => bank.questions.is_empty(),
        Some(Content::Faq(faq)) => faq.entries.is_empty(),
        _ => false,
    };
    let (empty, kept): (Vec<_>, Vec<_>) = kept.into_iter().partition(is_empty);
    left_out.extend(empty);
    (kept, left_out)
}

fn original(document: &Document) -> Option<&Version> {
    document.versions[document.original.0].as_ref()
}

fn texts(texts: &[Text]) -> impl Iterator<Item = &str> {
    texts.iter().map(Text::as_str)
}

/// Which questions the papers and paths that stay can ask.
struct Asked {
    ids: BTreeSet<QuestionId>,
    papers: Vec<Paper>,
}

impl Asked {
    fn by(kept: &[Arc<Document>]) -> Asked {
        let mut asked = Asked { ids: BTreeSet::new(), papers: Vec::new() };
        for version in kept.iter().filter_map(|document| original(document)) {
            match &version.content {
                Content::Quiz(paper) => {
                    asked.ids.extend(paper.questions.iter().map(QuestionId::from));
                    asked.papers.push(paper.clone());
                }
                Content::Role(role) => asked.practicals(role.path.iter().map(|step| &step.target)),
                Content::Course(course) => asked.practicals(course.lessons.iter()),
                _ => {}
            }
        }
        asked
    }

    fn practicals<'t>(&mut self, targets: impl Iterator<Item = &'t Target>) {
        self.ids.extend(targets.filter_map(|target| match target {
            Target::Practical(id) => Some(QuestionId::from(id)),
            Target::Page(_) | Target::Course(_) | Target::Quiz(_) => None,
        }));
    }
}

fn reduce(version: &mut Version, id: &str, asked: &Asked, scope: &Scope) {
    match &mut version.content {
        Content::Faq(faq) => faq.entries.retain(|entry| scope.holds(texts(&entry.roles))),
        // A bank that names its roles has been judged as a whole.
        Content::Bank(bank) if version.head.roles.is_empty() => bank.questions.retain(|question| {
            let draws = || asked.papers.iter().flat_map(|paper| &paper.draws);
            asked.ids.contains(question.id.as_str())
                || draws().any(|draw| draw.from.text == id && draw.fits(question))
        }),
        Content::Checklist(checklist) => {
            // The list is shared work; an item of another role stays, its owner's name goes with the role's page.
            checklist.signoff.retain(|role| scope.holds([role.as_str()]));
        }
        _ => {}
    }
    version.head.roles.retain(|role| scope.holds([role.as_str()]));
}
