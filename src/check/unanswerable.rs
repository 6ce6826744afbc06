//! Every answer the writer gave is marked right: a blank or a stray comma is no answer anybody could give.

use crate::diag::{Diagnostics, Problem};
use crate::model::page::{Content, Page};
use crate::model::quiz::question::Question;
use crate::model::{LanguageId, Site};

pub fn check(_: &Site, page: &Page, diags: &mut Diagnostics) {
    // A translation has blanks to be filled with its own words.
    let languages = (0..page.versions.len()).map(LanguageId);
    for language in languages.filter(|language| page.text_language(*language) == *language) {
        if let Content::Bank(bank) = &page.version(language).content {
            bank.questions.iter().for_each(|question| of_question(question, diags));
        }
    }
}

fn of_question(question: &Question, diags: &mut Diagnostics) {
    question.parts().iter().for_each(|part| of_question(part, diags));
    for answer in question.key().right.unanswerable() {
        let answer = if answer.is_empty() { "—".to_owned() } else { answer };
        diags.push(question.id.span.clone(), Problem::Unanswerable { answer });
    }
}
