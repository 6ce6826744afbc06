//! The nearest known name: "did you mean …?".

/// The known name that is most likely meant, or nothing when none is near.
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let folded = wanted.to_lowercase();
    let allowed = match wanted.chars().count() {
        0 => return None,
        // Of one letter nothing is left when it is another.
        1 => 0,
        2..=3 => 1,
        4..=5 => 2,
        n => n / 3,
    };
    known
        .into_iter()
        .map(|name| {
            let lower = name.to_lowercase();
            // A name that contains the wanted one (`finance` for `fin`) is as near as one with a single slip.
            let inside = folded.chars().count() >= 2 && (lower.contains(&folded) || folded.contains(&lower));
            // Where the lengths alone are too far apart, the distance need not be known.
            let apart = folded.chars().count().abs_diff(lower.chars().count());
            let distance = if apart > allowed { apart } else { strsim::damerau_levenshtein(&folded, &lower) };
            (if inside && !lower.is_empty() { distance.min(1) } else { distance }, distance, name)
        })
        .filter(|(score, _, _)| *score <= allowed)
        .min()
        .map(|(_, _, name)| name.to_owned())
}

/// The id that is most likely meant, where a thing can be called by its id or by one of its titles.
pub fn nearest_named<'a>(
    wanted: &str,
    known: impl IntoIterator<Item = (&'a str, Vec<&'a str>)>,
) -> Option<String> {
    let known: Vec<(&str, Vec<&str>)> = known.into_iter().collect();
    let called = known.iter().find(|(_, titles)| titles.iter().any(|title| same(title, wanted)));
    if let Some((id, _)) = called {
        return Some((*id).to_owned());
    }
    nearest(wanted, known.iter().map(|(id, _)| *id)).or_else(|| {
        let title = nearest(wanted, known.iter().flat_map(|(_, titles)| titles.iter().copied()))?;
        known.iter().find(|(_, titles)| titles.contains(&title.as_str())).map(|(id, _)| (*id).to_owned())
    })
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// What a Chinese word, or a word of another program, stands for among the known keys and values.
pub fn meaning(word: &str, known: &[&str]) -> Option<&'static str> {
    let word = word.trim().to_lowercase();
    let (_, meant) = MEANINGS.iter().find(|(words, _)| words.split(' ').any(|own| own == word))?;
    meant.split(' ').find(|name| known.contains(name))
}

/// Words a writer may use for a key or value -> its names here, one of which may be known at that place.
const MEANINGS: &[(&str, &str)] = &[
    ("标题 名称 题目名称 name", "title"),
    ("摘要 简介 概述 说明 描述 description", "summary text"),
    ("岗位 角色 适用岗位 适用角色", "roles role"),
    ("模块 所属模块", "modules"),
    ("覆盖模块", "modules_covered"),
    ("标签 关键词 keywords categories", "tags tag"),
    ("权重 排序 sidebar_position nav_order", "weight"),
    ("顺序 次序", "order weight"),
    ("草稿", "draft"),
    ("场景", "scenario"),
    ("旧地址 别名 redirect_from", "aliases aka"),
    ("课时 课程内容 内容 课程列表 lesson", "lessons"),
    ("场次 排课 培训安排", "sessions"),
    ("考试 考核 测试", "exam quiz mode"),
    ("练习 自测", "practice"),
    ("题目 问题 试题 题库", "questions question ask q"),
    ("题干", "ask q"),
    ("抽题 抽取", "draw"),
    ("来源 来自", "from"),
    ("数量 抽题数", "take number"),
    ("及格 及格线 及格分 合格线", "pass"),
    ("时长 时间 限时 时限", "time minutes hours"),
    ("分钟", "minutes"),
    ("小时 学时", "hours"),
    ("次数 重考次数", "attempts"),
    ("冷却 间隔", "cooldown"),
    ("反馈", "feedback"),
    ("乱序 随机", "shuffle"),
    ("必答 必过 必对 必须", "must"),
    ("选项 choices", "options"),
    ("判断", "judge"),
    ("填空", "blanks"),
    ("数字 数值", "number value"),
    ("配对 连线", "pairs"),
    ("分组 归类 分类 categories", "groups"),
    ("小题", "parts"),
    ("评分项 评分标准", "criteria"),
    ("参考答案", "model a"),
    ("答案 回答 answer", "a"),
    ("正确 对 正确答案 correct", "right true"),
    ("错误 错", "wrong false"),
    ("原因 理由", "why"),
    ("解析 解释 explanation", "explain why"),
    ("提示", "hint"),
    ("参见 参考 相关", "see"),
    ("分值 分数 得分 score", "points"),
    ("难度", "difficulty"),
    ("容易 简单 易", "easy"),
    ("中等 中 一般", "medium"),
    ("困难 难", "hard"),
    ("版本 版本号", "version since"),
    ("日期 date", "date on"),
    ("核对 验证", "verified"),
    ("变更 更新 修改记录", "changes"),
    ("层级 级别", "tier"),
    ("超级用户 关键用户", "super_users"),
    ("联系方式 联系", "contact"),
    ("路径 学习路径", "path"),
    ("页面 页", "page"),
    ("课程", "course"),
    ("测验 试卷 小测", "quiz"),
    ("实操 操作题", "practical task"),
    ("前置 前提 先修", "requires"),
    ("分组 组", "groups"),
    ("项目 条目", "items entries"),
    ("要做 任务 事项", "do task"),
    ("责任人 负责人", "owner"),
    ("签字 签核 确认", "signoff"),
    ("证据", "evidence"),
    ("周期 频率", "per"),
    ("管理层", "management"),
    ("关键用户 超级用户", "key-user"),
    ("最终用户 普通用户", "end-user"),
    ("系统管理员 管理员", "administrator"),
    ("it支持 运维", "it-support"),
    ("术语", "term terms"),
    ("定义 释义", "def"),
    ("语言", "languages"),
    ("变量", "variables"),
    ("产品", "product"),
    ("网址 地址 站点地址", "base_url"),
    ("编号", "id"),
    ("讲师 培训师", "trainer"),
    ("地点", "place"),
    ("开始 开始时间", "start"),
    ("误差 允许误差", "tolerance"),
    ("单位", "unit"),
    ("是 yes on y 真", "true"),
    ("否 no off n 假", "false"),
    ("每天 每日 日", "day"),
    ("每周 周", "week"),
    ("每月 月", "month"),
    ("每季 季度", "quarter"),
    ("每年 年", "year"),
    ("警告", "warning"),
    ("关闭 关", "off"),
];

/// The known path that is most likely meant: the same file name elsewhere wins over a similar name in the same folder.
///
/// Whole paths are only compared where the names agree: a folder from elsewhere has thousands of both dead links and
/// files.
pub fn nearest_path<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    let (folder, name) = wanted.rsplit_once('/').unwrap_or(("", wanted));
    let folded = name.to_lowercase();
    let same_name = known
        .clone()
        .into_iter()
        .filter(|path| path.rsplit('/').next().is_some_and(|other| other.to_lowercase() == folded))
        .min_by_key(|path| (strsim::levenshtein(wanted, path), *path));
    if let Some(path) = same_name {
        return Some(path.to_owned());
    }
    let beside = known.into_iter().filter_map(|path| {
        let (other, name) = path.rsplit_once('/').unwrap_or(("", path));
        (other == folder).then_some(name)
    });
    // An extension that both have makes short names alike that are not.
    let extension = name.rfind('.').map_or("", |at| &name[at..]);
    let stem = |name: &'a str| name.strip_suffix(extension).unwrap_or(name);
    let wanted = name.strip_suffix(extension).unwrap_or(name);
    let beside: Vec<&str> = beside.collect();
    let near = nearest(wanted, beside.iter().copied().map(stem))?;
    let near = beside.into_iter().find(|name| stem(name) == near)?;
    Some(if folder.is_empty() { near.to_owned() } else { format!("{folder}/{near}") })
}

#[cfg(test)]
mod tests {
    use super::{meaning, nearest, nearest_named, nearest_path};

    #[test]
    fn a_thing_is_found_by_its_title() {
        let known = || [("operator", vec!["操作工"]), ("planner", vec!["计划员", "Planner"])];
        assert_eq!(nearest_named("操作工", known()).as_deref(), Some("operator"));
        assert_eq!(nearest_named("操作员", known()).as_deref(), Some("operator"));
        assert_eq!(nearest_named("plannr", known()).as_deref(), Some("planner"));
        assert_eq!(nearest_named("财务", known()), None);
    }

    #[test]
    fn a_chinese_word_finds_the_key_it_stands_for() {
        assert_eq!(meaning("课时", &["lessons", "title"]), Some("lessons"));
        assert_eq!(meaning("日期", &["on", "version"]), Some("on"));
        assert_eq!(meaning("课时", &["title"]), None);
    }

    #[test]
    fn a_slip_of_two_letters_finds_the_name() {
        assert_eq!(nearest("fiance", ["finance", "warehouse"]).as_deref(), Some("finance"));
        assert_eq!(nearest("titel", ["title", "roles"]).as_deref(), Some("title"));
        assert_eq!(nearest("zzz", ["title", "roles"]), None);
    }

    #[test]
    fn the_same_file_name_in_another_folder_wins() {
        let known = ["manual/gl/close.md", "manual/gl/clone.md"];
        assert_eq!(nearest_path("gl/close.md", known).as_deref(), Some("manual/gl/close.md"));
        assert_eq!(nearest_path("manual/gl/clsoe.md", known).as_deref(), Some("manual/gl/close.md"));
        assert_eq!(nearest_path("faq/clsoe.md", known), None);
    }
}
