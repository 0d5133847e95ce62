#include "app/panels/help_window.h"

#include "app/panels/help_browser.h"
#include "widgets/style/icons.h"

#include <QDesktopServices>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSplitter>
#include <QTimer>
#include <QToolButton>
#include <QTreeWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace nie {

namespace {

constexpr int kDocumentRole = Qt::UserRole;
constexpr int kAnchorRole = Qt::UserRole + 1;
constexpr int kDeepestInContents = 2;

QTreeWidget* makeTree(const char* name, const QString& title)
{
    auto* tree = new QTreeWidget;
    tree->setObjectName(QLatin1String(name));
    tree->setAccessibleName(title);
    tree->setHeaderHidden(true);
    tree->setFrameShape(QFrame::NoFrame);
    tree->header()->setSectionResizeMode(QHeaderView::Stretch);
    return tree;
}

void setPlace(QTreeWidgetItem* item, const HelpSection& section)
{
    item->setData(0, kDocumentRole, section.document);
    item->setData(0, kAnchorRole, section.anchor);
    item->setToolTip(0, section.title);
}

}  // namespace

HelpWindow::HelpWindow(const std::filesystem::path& documents, QWidget* parent)
    : QWidget(parent, Qt::Window),
      m_index(documents),
      m_back(new QToolButton),
      m_search(new QLineEdit),
      m_contents(makeTree("helpContents", tr("Contents"))),
      m_hits(makeTree("helpHits", tr("What was found"))),
      m_text(new HelpBrowser)
{
    setObjectName(QStringLiteral("helpWindow"));
    setAccessibleName(tr("Help"));
    setWindowTitle(tr("Help - NIE Studio"));
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(8, 8, 0, 8);
    column->addWidget(buildBar());
    column->addWidget(m_contents);
    column->addWidget(m_hits);
    m_hits->hide();
    m_hits->setWordWrap(true);
    m_hits->setRootIsDecorated(false);
    auto* parts = new QSplitter;
    parts->setObjectName(QStringLiteral("helpParts"));
    parts->addWidget(side);
    parts->addWidget(m_text);
    parts->setStretchFactor(1, 1);
    parts->setSizes({260, 700});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(parts);
    buildContents();
    const auto openItem = [this](const QTreeWidgetItem* item) {
        if (!item->flags().testFlag(Qt::ItemIsEnabled))
            return;  // "Nothing was found"
        openPlace({item->data(0, kDocumentRole).toString(), item->data(0, kAnchorRole).toString()});
        markWords(m_hits->isVisibleTo(this) ? m_search->text() : QString());
    };
    for (QTreeWidget* tree : {m_contents, m_hits})
        connect(tree, &QTreeWidget::itemClicked, this, openItem);
    connect(m_search, &QLineEdit::textChanged, this, &HelpWindow::showHits);
    connect(m_search, &QLineEdit::returnPressed, this, [this, openItem] {
        if (const QTreeWidgetItem* first = m_hits->topLevelItem(0))
            openItem(first);
    });
    connect(m_text, &QTextBrowser::anchorClicked, this, &HelpWindow::followLink);
    resize(1000, 720);
}

QWidget* HelpWindow::buildBar()
{
    m_back->setObjectName(QStringLiteral("helpBackButton"));
    m_back->setAccessibleName(tr("Back"));
    m_back->setToolTip(tr("Back to where you were before (Alt+Left)"));
    m_back->setIcon(icon(Icon::Back));
    m_back->setAutoRaise(true);
    m_back->setEnabled(false);
    connect(m_back, &QToolButton::clicked, this, &HelpWindow::goBack);
    m_search->setObjectName(QStringLiteral("helpSearch"));
    m_search->setAccessibleName(tr("Search the documents"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setClearButtonEnabled(true);
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_back);
    row->addWidget(m_search, 1);
    return bar;
}

void HelpWindow::buildContents()
{
    QTreeWidgetItem* document = nullptr;
    for (const HelpSection& section : m_index.sections()) {
        const bool begins =
            !document || document->data(0, kDocumentRole).toString() != section.document;
        if (!begins && section.level > kDeepestInContents)
            continue;
        auto* item = begins ? new QTreeWidgetItem(m_contents, {section.title})
                            : new QTreeWidgetItem(document, {section.title});
        setPlace(item, section);
        if (begins)
            document = item;
    }
}

void HelpWindow::showSection(const QString& document, const QString& anchor)
{
    m_search->clear();
    openPlace({document, anchor});
}

void HelpWindow::openPlace(const Place& place)
{
    if (!m_document.isEmpty() && (place.document != m_document || place.anchor != m_anchor))
        m_history.push_back({m_document, m_anchor});
    showPlace(place);
}

void HelpWindow::showPlace(const Place& place)
{
    m_back->setEnabled(!m_history.empty());
    const bool other = place.document != m_document;
    m_document = place.document;
    m_anchor = place.anchor;
    if (other)
        render();
    scrollToAnchor();
    selectInContents();
}

void HelpWindow::render()
{
    const QString markdown = m_index.markdown(m_document);
    const QString folder = QString::fromStdString(m_index.folder().string());
    if (m_index.sections().empty())
        m_text->showMarkdown(
            tr("The documents were not installed with this program. They are in the "
               "folder docs of its source."),
            {});
    else if (markdown.isEmpty())
        m_text->showMarkdown(tr("%1 does not come with this program.").arg(m_document), {});
    else
        m_text->showMarkdown(markdown, QFileInfo(folder + '/' + m_document).absolutePath());
}

void HelpWindow::scrollToAnchor()
{
    const auto scroll = [this] {
        if (m_anchor.isEmpty() || !m_text->scrollToHeading(m_anchor))
            m_text->moveCursor(QTextCursor::Start);
    };
    scroll();
    // Once more when the window has its size: until then the lines were broken elsewhere.
    if (!isVisible())
        QTimer::singleShot(0, this, scroll);
}

void HelpWindow::followLink(const QUrl& link)
{
    if (!link.scheme().isEmpty() && !link.isLocalFile()) {
        QDesktopServices::openUrl(link);
        return;
    }
    const QString folder = QFileInfo(m_document).path();
    const QString target =
        link.path().isEmpty() ? m_document : QDir::cleanPath(folder + '/' + link.path());
    openPlace({target, link.fragment()});
}

void HelpWindow::showHits(const QString& words)
{
    const bool searching = !words.trimmed().isEmpty();
    m_contents->setVisible(!searching);
    m_hits->setVisible(searching);
    m_hits->clear();
    if (!searching) {
        markWords({});
        return;
    }
    for (const HelpHit& hit : m_index.search(words)) {
        auto* item =
            new QTreeWidgetItem(m_hits, {hit.section->title + QStringLiteral("\n") + hit.excerpt});
        setPlace(item, *hit.section);
    }
    if (m_hits->topLevelItemCount() == 0)
        (new QTreeWidgetItem(m_hits, {tr("Nothing was found")}))->setFlags(Qt::NoItemFlags);
}

void HelpWindow::markWords(const QString& words)
{
    m_text->markWords(words.simplified().split(' ', Qt::SkipEmptyParts));
}

void HelpWindow::goBack()
{
    if (m_history.empty())
        return;
    const Place place = m_history.back();
    m_history.pop_back();
    showPlace(place);
}

void HelpWindow::selectInContents()
{
    for (int i = 0; i < m_contents->topLevelItemCount(); ++i) {
        QTreeWidgetItem* document = m_contents->topLevelItem(i);
        if (document->data(0, kDocumentRole).toString() != m_document)
            continue;
        QTreeWidgetItem* chosen = document;
        for (int k = 0; k < document->childCount(); ++k)
            if (document->child(k)->data(0, kAnchorRole).toString() == m_anchor)
                chosen = document->child(k);
        document->setExpanded(true);
        m_contents->setCurrentItem(chosen);
    }
}

void HelpWindow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_document.isEmpty()) {
        render();
        scrollToAnchor();
    }
}

void HelpWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Back))
        goBack();
    else if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

}  // namespace nie
