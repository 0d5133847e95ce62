#include "app/fuzzy_match.h"

#include <QStringList>

#include <algorithm>

namespace nie {

namespace {

constexpr int kTitleBegins = 100;
constexpr int kWordBegins = 80;
constexpr int kInitials = 60;
constexpr int kInside = 50;
constexpr int kScattered = 30;

bool beginsWord(const QString& text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

QString initialsOf(const QString& text)
{
    QString initials;
    for (qsizetype i = 0; i < text.size(); ++i)
        if (text[i].isLetterOrNumber() && beginsWord(text, i))
            initials += text[i];
    return initials;
}

/// The letters in order from the beginning of a word on, in at most three times their own length:
/// wider, every sentence would hold every word.
bool isScattered(const QString& word, const QString& text)
{
    for (qsizetype start = text.indexOf(word[0]); start >= 0;
         start = text.indexOf(word[0], start + 1)) {
        if (!beginsWord(text, start))
            continue;
        qsizetype at = start;
        qsizetype found = 1;
        while (found < word.size() && at - start < 3 * word.size()) {
            at = text.indexOf(word[found], at + 1);
            if (at < 0)
                break;
            ++found;
        }
        if (found == word.size() && at - start < 3 * word.size())
            return true;
    }
    return false;
}

std::optional<int> scoreOfWord(const QString& word, const QString& text)
{
    const qsizetype first = text.indexOf(word);
    if (first == 0)
        return kTitleBegins;
    for (qsizetype at = first; at >= 0; at = text.indexOf(word, at + 1))
        if (beginsWord(text, at))
            return kWordBegins;
    if (word.size() > 1 && initialsOf(text).contains(word))
        return kInitials;
    if (first > 0)
        return kInside;
    if (word.size() > 2 && isScattered(word, text))
        return kScattered;
    return {};
}

}  // namespace

std::optional<int> fuzzyScore(const QString& typed, const QString& title, const QString& context)
{
    const QString folded = title.toCaseFolded();
    const QString around = context.toCaseFolded();
    int score = 0;
    for (const QString& word : typed.toCaseFolded().simplified().split(' ', Qt::SkipEmptyParts)) {
        const std::optional<int> inTitle = scoreOfWord(word, folded);
        const std::optional<int> inContext = scoreOfWord(word, around);
        if (!inTitle && !inContext)
            return {};
        score += std::max(inTitle.value_or(0), inContext.value_or(0) / 2);
    }
    return score;
}

}  // namespace nie
