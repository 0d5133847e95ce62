#pragma once

#include <QString>

#include <optional>

namespace nie {

/// How well typed letters fit an entry of a list, or nothing where they do not. Case is ignored;
/// every word that was typed has to be found, each by itself, in the title or (for half as much) in
/// the context. Best first: the beginning of the title, the beginning of a word, the first letters
/// of words ("np" for "New plot"), letters inside a word, letters in order close to each other.
/// Nothing typed fits everything equally well.
std::optional<int> fuzzyScore(const QString& typed, const QString& title,
                              const QString& context = {});

}  // namespace nie
