#include "app/help_index.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace nie {

namespace {

/// In the order in which a reader comes to them.
const QStringList kReadFirst{"user-guide.md", "command-line.md", "data.md",      "run-folder.md",
                             "metrics.md",    "anie.md",         "nie-model.md", "solver.md",
                             "baselines.md",  "brain.md"};

constexpr int kTitleWeight = 10;
constexpr qsizetype kAround = 40;

QString withoutMarks(QString heading)
{
    static const QRegularExpression link("\\[([^\\]]*)\\]\\([^)]*\\)");
    return heading.replace(link, "\\1").remove('`').remove('*').simplified();
}

/// What a reader sees of a piece of Markdown, roughly: enough to search in.
QString plainWords(QString text)
{
    static const QRegularExpression target("\\]\\([^)]*\\)");
    static const QRegularExpression marks("[`*|#\\[\\]]");
    return text.remove(target).replace(marks, " ").simplified();
}

QString excerptOf(const QString& text, const QString& word)
{
    const qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive);
    if (at < 0)
        return text.left(2 * kAround);
    qsizetype begin = std::max<qsizetype>(0, at - kAround);
    if (begin > 0)
        begin = text.indexOf(' ', begin) + 1;
    return (begin > 0 ? QStringLiteral("… ") : QString()) +
           text.mid(begin, 2 * kAround + word.size()) + QStringLiteral(" …");
}

}  // namespace

HelpIndex::HelpIndex(std::filesystem::path folder) : m_folder(std::move(folder))
{
    if (m_folder.empty())
        return;
    QStringList files = QDir(QString::fromStdString(m_folder.string()))
                            .entryList({"*.md"}, QDir::Files, QDir::Name);
    std::stable_sort(files.begin(), files.end(), [](const QString& a, const QString& b) {
        const auto rank = [](const QString& file) {
            const qsizetype place = kReadFirst.indexOf(file);
            return place < 0 ? kReadFirst.size() : place;
        };
        return rank(a) < rank(b);
    });
    for (const QString& file : std::as_const(files))
        addDocument(file);
}

void HelpIndex::addDocument(const QString& document)
{
    static const QRegularExpression heading("^(#{1,6})\\s+(.+?)\\s*#*$");
    bool inCode = false;
    const std::size_t before = m_sections.size();
    for (const QString& line : markdown(document).split('\n')) {
        if (line.startsWith("```"))
            inCode = !inCode;
        const auto match = inCode ? QRegularExpressionMatch() : heading.match(line);
        if (match.hasMatch()) {
            const QString title = withoutMarks(match.captured(2));
            m_sections.push_back(
                {document, anchorOf(title), title, static_cast<int>(match.captured(1).size()), {}});
        } else if (m_sections.size() > before) {
            m_sections.back().text += line + '\n';
        }
    }
}

const HelpSection* HelpIndex::find(const QString& document, const QString& anchor) const
{
    const auto found = std::find_if(m_sections.begin(), m_sections.end(), [&](const auto& section) {
        return section.document == document && (anchor.isEmpty() || section.anchor == anchor);
    });
    return found == m_sections.end() ? nullptr : &*found;
}

std::vector<HelpHit> HelpIndex::search(const QString& words) const
{
    const QStringList wanted = words.simplified().split(' ', Qt::SkipEmptyParts);
    std::vector<std::pair<qsizetype, HelpHit>> found;
    for (const HelpSection& section : m_sections) {
        const QString text = plainWords(section.text);
        qsizetype score = 0;
        bool all = !wanted.isEmpty();
        for (const QString& word : wanted) {
            const qsizetype here = kTitleWeight * section.title.count(word, Qt::CaseInsensitive) +
                                   text.count(word, Qt::CaseInsensitive);
            all = all && here > 0;
            score += here;
        }
        if (all)
            found.push_back({score, {&section, excerptOf(text, wanted.first())}});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<HelpHit> hits;
    for (const auto& [score, hit] : found)
        hits.push_back(hit);
    return hits;
}

QString HelpIndex::markdown(const QString& document) const
{
    QFile file(QString::fromStdString((m_folder / document.toStdString()).string()));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString HelpIndex::anchorOf(const QString& heading)
{
    QString anchor;
    for (const QChar c : heading.toLower()) {
        if (c.isLetterOrNumber() || c == '-' || c == '_')
            anchor += c;
        else if (c.isSpace())
            anchor += '-';
    }
    return anchor;
}

}  // namespace nie
