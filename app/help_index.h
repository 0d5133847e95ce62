#pragma once

#include <QString>
#include <QStringList>

#include <filesystem>
#include <vector>

namespace nie {

/// What stands below one heading, up to the next.
struct HelpSection {
    QString document;  ///< file below the folder, "user-guide.md"
    QString anchor;    ///< of the heading, as links name it: "first-run"
    QString title;
    int level = 1;  ///< of the heading, 1 to 6
    QString text;   ///< as Markdown, without the heading
};

/// A section in which all of the words were found.
struct HelpHit {
    const HelpSection* section = nullptr;
    QString excerpt;  ///< the words with a little around them
};

/// The documents that come with the program, by sections.
class HelpIndex {
public:
    /// Reads the Markdown files of a folder: the guide first, then those for users, then the others
    /// by name. An empty or missing folder gives an empty index.
    explicit HelpIndex(std::filesystem::path folder);

    const std::filesystem::path& folder() const { return m_folder; }
    const std::vector<HelpSection>& sections() const { return m_sections; }
    /// An empty anchor means the document's first section; null when there is none such.
    const HelpSection* find(const QString& document, const QString& anchor) const;
    /// Sections that hold every word, those with the words in the title first.
    std::vector<HelpHit> search(const QString& words) const;
    /// The whole file, of the folder or one below it; empty when it is not there.
    QString markdown(const QString& document) const;

    /// As links name a heading: lower case, hyphens for spaces, nothing but letters and digits.
    static QString anchorOf(const QString& heading);

private:
    void addDocument(const QString& document);

    std::filesystem::path m_folder;
    std::vector<HelpSection> m_sections;
};

}  // namespace nie
