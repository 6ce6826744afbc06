//! Every answer the writer gave is marked right: a blank or a stray comma is no answer anybody could give.

use crate::diag::{Diagnostics, Problem};
use crate::model::grading::Key;
use crate::model::page::Content;
use crate::model::quiz::{Answer, Question};
use crate::model::{LanguageId, Site};

pub fn check(site: &Site, diags: &mut Diagnostics) {
    for page in &site.pages {
        // A translation has blanks to be filled with its own words.
        let languages = (0..page.versions.len()).map(LanguageId);
        for language in languages.filter(|language| page.text_language(*language) == *language) {
            if let Content::Bank(bank) = &page.version(language).content {
                bank.questions.iter().for_each(|question| of_question(question, diags));
            }
        }
    }
}

fn of_question(question: &Question, diags: &mut Diagnostics) {
    if let Answer::Case(parts) = &question.answer {
        parts.iter().for_each(|part| of_question(part, diags));
    }
    // Other answers are chosen from what is shown; what is wrong with those has been told where they were read.
    if matches!(question.answer, Answer::Blanks(_) | Answer::Number(_)) {
        let key = Key::of(question, &|_, at| at.to_string());
        for answer in key.unanswerable() {
            let answer = if answer.is_empty() { "—".to_owned() } else { answer };
            diags.push(question.id.span.clone(), Problem::Unanswerable { answer });
        }
    }
}
