#pragma once

#include <QTextBrowser>

namespace nie {

/// Shows a document with its pictures no wider than a page, and tables that can be read.
class HelpBrowser : public QTextBrowser {
    Q_OBJECT
public:
    explicit HelpBrowser(QWidget* parent = nullptr);

    /// `folder`: where pictures are looked for.
    void showMarkdown(const QString& markdown, const QString& folder);
    /// Scrolls the heading with this anchor to the top; false when there is none.
    bool scrollToHeading(const QString& anchor);
    /// Marks every place of every word.
    void markWords(const QStringList& words);

    QVariant loadResource(int type, const QUrl& name) override;

private:
    void layOutTables();
};

}  // namespace nie
