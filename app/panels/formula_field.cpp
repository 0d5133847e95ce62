#include "app/panels/formula_field.h"

#include "widgets/style/application_style.h"

#include <QEvent>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QVBoxLayout>

#include <cmath>

namespace nie {

FormulaField::FormulaField(const QString& name, const QString& accessibleName,
                           const QString& placeholder, QWidget* parent)
    : QWidget(parent),
      m_edit(new QPlainTextEdit(this)),
      m_problem(new QLabel(this))
{
    m_edit->setObjectName(name);
    m_edit->setAccessibleName(accessibleName);
    m_edit->setPlaceholderText(placeholder);
    m_edit->setTabChangesFocus(true);
    m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_edit->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_edit->installEventFilter(this);
    m_problem->setObjectName(name + QStringLiteral(".problem"));
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_edit);
    column->addWidget(m_problem);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        clearProblem();
        Q_EMIT edited();
    });
    adaptHeight();
    styleProblem();
}

QString FormulaField::text() const
{
    return m_edit->toPlainText().trimmed();
}

void FormulaField::setText(const QString& text)
{
    m_edit->setPlainText(text);
}

QWidget* FormulaField::edit() const
{
    return m_edit;
}

void FormulaField::setVisibleLines(int lines)
{
    m_lines = lines;
    adaptHeight();
}

void FormulaField::adaptHeight()
{
    const double frame = 2 * (m_edit->document()->documentMargin() + m_edit->frameWidth());
    m_edit->setFixedHeight(
        static_cast<int>(std::ceil(m_lines * m_edit->fontMetrics().lineSpacing() + frame)));
}

void FormulaField::showProblem(const QString& problem, int line, int column)
{
    m_problem->setText(tr("Error: %1").arg(problem));
    m_problem->show();
    const QTextBlock block = m_edit->document()->findBlockByNumber(line);
    if (column < 0 || !block.isValid())
        return;
    QTextCursor cursor(block);
    const int length = std::max(0, block.length() - 1);
    cursor.setPosition(block.position() + std::min(column, std::max(0, length - 1)));
    m_edit->setTextCursor(cursor);
    cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
    QTextEdit::ExtraSelection mark;
    mark.cursor = cursor;
    mark.format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
    QColor tint = themeColours(palette()).error;
    mark.format.setUnderlineColor(tint);
    tint.setAlphaF(0.35F);
    mark.format.setBackground(tint);
    m_edit->setExtraSelections({mark});
    m_edit->setFocus();
}

void FormulaField::clearProblem()
{
    m_problem->clear();
    m_problem->hide();
    m_edit->setExtraSelections({});
}

bool FormulaField::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress && m_lines == 1) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter)
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

void FormulaField::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        styleProblem();
}

void FormulaField::styleProblem()
{
    QPalette colours = palette();
    const QColor error = themeColours(palette()).error;
    if (m_problem->palette().color(QPalette::WindowText) == error)
        return;
    colours.setColor(QPalette::WindowText, error);
    m_problem->setPalette(colours);
}

}  // namespace nie
