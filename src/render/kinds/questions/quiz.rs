//! A paper and a bank as their pages show them.

use crate::describe::number;
use crate::model::PageId;
use crate::model::quiz::paper::{Draw, Paper};
use crate::model::quiz::question::{Bank, Question};
use crate::render::context::{self, WaitUnit};
use crate::render::data::paper;
use crate::render::kinds::questions::question;
use crate::render::page_cx::PageCx;
use std::collections::BTreeSet;

pub fn context(page: PageId, paper: &Paper, cx: &PageCx<'_>) -> context::Quiz {
    let fixed: Vec<&Question> =
        paper.questions.iter().filter_map(|id| cx.site.question(&id.text, cx.language)).collect();
    let must = |question: &Question| paper.must.iter().any(|id| id.text == question.id.text);
    let questions = fixed
        .iter()
        .enumerate()
        .map(|(at, own)| question::context(own, &(at + 1).to_string(), must(own), cx));
    let draws: Vec<context::Draw> = paper.draws.iter().filter_map(|own| draw(paper, own, cx)).collect();
    let fixed_points: f64 = fixed.iter().map(|question| question.points()).sum();
    let drawn = paper
        .draws
        .iter()
        .map(|draw| drawn_points(paper, draw, cx))
        .try_fold(0.0, |sum, points| Some(sum + points?));
    let drawn_questions = paper::drawn_questions(paper, cx);
    let has_multiple = fixed.iter().chain(&drawn_questions).any(|own| own.answer.has_several_right());
    let (cooldown, cooldown_unit) = wait(paper.cooldown.unwrap_or(0));
    context::Quiz {
        mode: paper.mode,
        pass: paper.pass.map_or_else(String::new, |pass| format!("{}%", number(pass))),
        time: paper.time.unwrap_or(0),
        attempts: paper.attempts.unwrap_or(0),
        multiple: has_multiple.then_some(paper.multiple),
        has_must: !paper.must.is_empty(),
        strict: paper.strict.is_some(),
        cooldown,
        cooldown_unit,
        total: fixed.len() + paper.draws.iter().map(|draw| draw.take).sum::<usize>(),
        // Unknown beforehand when drawn questions carry different points.
        points: drawn.map_or_else(String::new, |drawn| number(fixed_points + drawn)),
        questions: questions.collect(),
        draws,
        drawn: drawn_questions.into_iter().map(|own| question::context(own, "", must(own), cx)).collect(),
        sheet: paper::of_paper(page, paper, cx),
    }
}

/// What a book says about a quiz, beside the questions that are always asked.
pub fn facts(paper: &Paper, cx: &PageCx<'_>) -> context::PaperFacts {
    let fixed = paper.questions.iter().filter_map(|id| cx.site.question(&id.text, cx.language));
    let fixed: Vec<f64> = fixed.map(Question::points).collect();
    let mut drawn = paper.draws.iter().map(|draw| drawn_points(paper, draw, cx));
    let drawn_points = drawn.try_fold(0.0, |sum, points| Some(sum + points?));
    context::PaperFacts {
        mode: paper.mode,
        pass: paper.pass.map_or_else(String::new, |pass| format!("{}%", number(pass))),
        time: paper.time.unwrap_or(0),
        attempts: paper.attempts.unwrap_or(0),
        total: fixed.len() + paper.draws.iter().map(|draw| draw.take).sum::<usize>(),
        points: drawn_points.map_or_else(String::new, |drawn| number(fixed.iter().sum::<f64>() + drawn)),
        draws: paper.draws.iter().filter_map(|own| draw(paper, own, cx)).collect(),
    }
}

/// Minutes in the largest unit of which they are several whole ones: a word in the singular is never needed.
fn wait(minutes: u32) -> (u32, WaitUnit) {
    let units = [(1440, WaitUnit::Days), (60, WaitUnit::Hours)];
    let whole = units.into_iter().find(|(unit, _)| minutes.is_multiple_of(*unit) && minutes > *unit);
    whole.map_or((minutes, WaitUnit::Minutes), |(unit, name)| (minutes / unit, name))
}

fn draw(paper: &Paper, draw: &Draw, cx: &PageCx<'_>) -> Option<context::Draw> {
    let page = *cx.site.banks.get(draw.from.as_str())?;
    Some(context::Draw {
        from: cx.page_link(page),
        tag: draw.tag.as_ref().map_or_else(String::new, |tag| cx.names().tag_title(&tag.text)),
        difficulty: draw.difficulty,
        take: draw.take,
        points: draw.points.map_or_else(String::new, number),
        available: cx.site.fitting(paper, draw).len(),
    })
}

/// The points of a draw, when they are the same whichever questions come.
fn drawn_points(paper: &Paper, draw: &Draw, cx: &PageCx<'_>) -> Option<f64> {
    let each = match draw.points {
        Some(points) => points,
        None => {
            let mut points = cx.site.fitting(paper, draw).into_iter().map(Question::points);
            let first = points.next()?;
            points.all(|other| (other - first).abs() < f64::EPSILON).then_some(first)?
        }
    };
    Some(each * draw.take as f64)
}

pub fn bank(page: PageId, bank: &Bank, cx: &PageCx<'_>) -> context::Bank {
    let questions = bank.questions.iter().enumerate();
    let tags: BTreeSet<&str> =
        bank.questions.iter().flat_map(|question| &question.tags).map(|tag| tag.as_str()).collect();
    context::Bank {
        questions: questions
            .map(|(at, own)| question::context(own, &(at + 1).to_string(), false, cx))
            .collect(),
        tags: tags.into_iter().map(|tag| cx.names().tag_title(tag)).collect(),
        sheet: paper::of_bank(page, bank, cx),
    }
}
