#pragma once

#include "app/help_index.h"

#include <QWidget>

class QLineEdit;
class QToolButton;
class QTreeWidget;
class QUrl;

namespace nie {

class HelpBrowser;

/// The documents that come with the program, to read and to search, beside the window.
class HelpWindow : public QWidget {
    Q_OBJECT
public:
    explicit HelpWindow(const std::filesystem::path& documents, QWidget* parent = nullptr);

    const HelpIndex& index() const { return m_index; }
    /// Shows a document at the heading with this anchor (empty: at its beginning).
    void showSection(const QString& document, const QString& anchor);
    QString document() const { return m_document; }
    QString anchor() const { return m_anchor; }

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Place {
        QString document;
        QString anchor;
    };

    QWidget* buildBar();
    void buildContents();
    /// What is left for it is history, to which goBack() returns.
    void openPlace(const Place& place);
    void showPlace(const Place& place);
    void render();
    void scrollToAnchor();
    void followLink(const QUrl& link);
    void showHits(const QString& words);
    void markWords(const QString& words);
    void goBack();
    void selectInContents();

    HelpIndex m_index;
    QString m_document;
    QString m_anchor;
    std::vector<Place> m_history;
    QToolButton* m_back;
    QLineEdit* m_search;
    QTreeWidget* m_contents;
    QTreeWidget* m_hits;
    HelpBrowser* m_text;
};

}  // namespace nie
