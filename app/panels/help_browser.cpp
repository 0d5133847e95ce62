#include "app/panels/help_browser.h"

#include "app/help_index.h"
#include "widgets/style/application_style.h"

#include <QAbstractTextDocumentLayout>
#include <QImage>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextFrame>
#include <QTextTable>
#include <QUrl>

#include <algorithm>

namespace nie {

namespace {

constexpr int kWidestPicture = 620;

}  // namespace

HelpBrowser::HelpBrowser(QWidget* parent) : QTextBrowser(parent)
{
    setObjectName(QStringLiteral("helpText"));
    setAccessibleName(tr("Document"));
    setOpenLinks(false);
    setOpenExternalLinks(false);
    document()->setDocumentMargin(16);
}

void HelpBrowser::showMarkdown(const QString& markdown, const QString& folder)
{
    setSearchPaths({folder});
    setMarkdown(markdown);
    layOutTables();
}

void HelpBrowser::layOutTables()
{
    for (QTextFrame* frame : document()->rootFrame()->childFrames()) {
        auto* table = qobject_cast<QTextTable*>(frame);
        if (!table)
            continue;
        QTextTableFormat format = table->format();
        format.setBorderCollapse(true);
        format.setBorder(1);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderBrush(themeColours(palette()).border);
        format.setCellPadding(4);
        format.setCellSpacing(0);
        table->setFormat(format);
    }
}

bool HelpBrowser::scrollToHeading(const QString& anchor)
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() == 0 ||
            HelpIndex::anchorOf(block.text().simplified()) != anchor)
            continue;
        setTextCursor(QTextCursor(block));
        const qreal top = document()->documentLayout()->blockBoundingRect(block).top();
        verticalScrollBar()->setValue(static_cast<int>(top) - 2);
        return true;
    }
    return false;
}

void HelpBrowser::markWords(const QStringList& words)
{
    QList<QTextEdit::ExtraSelection> marks;
    QTextCharFormat format;
    QColor ground = themeColours(palette()).accent;
    ground.setAlphaF(0.3F);
    format.setBackground(ground);
    for (const QString& word : words) {
        QTextCursor found = document()->find(word);
        while (!found.isNull()) {
            marks.append({found, format});
            found = document()->find(word, found);
        }
    }
    setExtraSelections(marks);
}

QVariant HelpBrowser::loadResource(int type, const QUrl& name)
{
    const QVariant resource = QTextBrowser::loadResource(type, name);
    if (type != QTextDocument::ImageResource)
        return resource;
    QImage picture;
    if (resource.userType() == QMetaType::QByteArray)
        picture.loadFromData(resource.toByteArray());
    else
        picture = resource.value<QImage>();
    if (picture.isNull())
        return resource;
    const qreal scale = devicePixelRatioF();
    const int width = static_cast<int>(std::min(kWidestPicture, picture.width()) * scale);
    picture = picture.scaledToWidth(width, Qt::SmoothTransformation);
    picture.setDevicePixelRatio(scale);
    return picture;
}

}  // namespace nie
