#include "app/panels/figure_sheet_panel.h"

#include "app/figure_sheet_draft.h"
#include "app/panels/dialog_button.h"
#include "core/results/figure_sheet.h"

#include <QComboBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace nie {

namespace {

constexpr int kSheetPanelWidth = 240;

}  // namespace

FigureSheetPanel::FigureSheetPanel(FigureSheetDraft& draft, QWidget* parent)
    : QWidget(parent),
      m_draft(draft),
      m_list(new QListWidget),
      m_up(dialogButton("sheetUpButton", tr("M&ove up"), tr("The chosen part earlier"))),
      m_down(dialogButton("sheetDownButton", tr("Move &down"), tr("The chosen part later"))),
      m_remove(dialogButton("sheetRemoveButton", tr("Remo&ve"),
                            tr("Take the chosen part off the sheet"))),
      m_columns(new QSpinBox),
      m_letters(new QComboBox)
{
    setObjectName(QStringLiteral("figureSheetPanel"));
    setAccessibleName(tr("Parts of the sheet"));
    setFixedWidth(kSheetPanelWidth);
    m_list->setObjectName(QStringLiteral("sheetParts"));
    m_list->setAccessibleName(tr("Parts in their order"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    connect(m_list, &QListWidget::currentRowChanged, this, &FigureSheetPanel::showButtons);
    auto* title = new QLabel(tr("P&arts"));
    title->setBuddy(m_list);
    auto* note = new QLabel(tr("Each part is kept as it was when it was added."));
    note->setObjectName(QStringLiteral("sheetNote"));
    note->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(title);
    column->addWidget(m_list, 1);
    column->addWidget(note);
    column->addWidget(makeOrderButtons());
    column->addWidget(makeArrangement());
    connect(&m_draft, &FigureSheetDraft::changed, this, &FigureSheetPanel::showDraft);
    showDraft();
    m_list->setCurrentRow(0);
}

FigureSheetPanel::~FigureSheetPanel()
{
    // A number that was being typed is finished when its box goes: the draft may be gone by then.
    m_columns->disconnect(this);
}

QWidget* FigureSheetPanel::makeOrderButtons()
{
    connect(m_up, &QPushButton::clicked, this, [this] { moveCurrent(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { moveCurrent(1); });
    connect(m_remove, &QPushButton::clicked, this, &FigureSheetPanel::removeCurrent);
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(4);
    grid->addWidget(m_up, 0, 0);
    grid->addWidget(m_down, 0, 1);
    grid->addWidget(m_remove, 1, 0, 1, 2);
    return box;
}

QWidget* FigureSheetPanel::makeArrangement()
{
    m_columns->setObjectName(QStringLiteral("sheetColumns"));
    m_columns->setAccessibleName(tr("Columns"));
    m_columns->setToolTip(tr("Parts fill the rows one after the other"));
    m_columns->setRange(1, FigureSheetDraft::kMostColumns);
    connect(m_columns, &QSpinBox::valueChanged, this,
            [this](int columns) { m_draft.setColumns(columns); });
    m_letters->setObjectName(QStringLiteral("sheetLetters"));
    m_letters->setAccessibleName(tr("Corner letters"));
    m_letters->setToolTip(tr("Bold in the upper left corner of each part; a preset sets its own"));
    for (const char* style : {"a", "A", "(a)", "(A)"}) {
        QStringList shown;
        for (std::size_t i = 0; i < 3; ++i)
            shown << QString::fromStdString(sheetLetter(style, i));
        m_letters->addItem(shown.join(QStringLiteral(", ")), QString::fromLatin1(style));
    }
    m_letters->addItem(tr("None"), QString());
    connect(m_letters, &QComboBox::currentIndexChanged, this,
            [this] { m_draft.setLetters(m_letters->currentData().toString().toStdString()); });
    auto* box = new QWidget;
    auto* rows = new QFormLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setVerticalSpacing(8);
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    rows->addRow(tr("Colum&ns"), m_columns);
    rows->addRow(tr("Corner le&tters"), m_letters);
    return box;
}

void FigureSheetPanel::showDraft()
{
    const QSignalBlocker quietList(m_list), quietColumns(m_columns), quietLetters(m_letters);
    const int row = m_list->currentRow();
    m_list->clear();
    std::size_t index = 0;
    for (const SheetPart& part : m_draft.parts()) {
        const QString letter = QString::fromStdString(sheetLetter(m_draft.letters(), index++));
        const QString name =
            letter.isEmpty() ? part.title : QStringLiteral("%1  %2").arg(letter, part.title);
        const QString origin = part.origin.isEmpty() ? tr("of unknown origin") : part.origin;
        m_list->addItem(name + QLatin1Char('\n') + origin);
        m_list->item(m_list->count() - 1)->setToolTip(part.title + QLatin1Char('\n') + origin);
    }
    m_list->setCurrentRow(std::clamp(row, m_list->count() > 0 ? 0 : -1, m_list->count() - 1));
    m_columns->setValue(m_draft.columns());
    m_letters->setCurrentIndex(m_letters->findData(QString::fromStdString(m_draft.letters())));
    showButtons();
}

void FigureSheetPanel::showButtons()
{
    const int row = m_list->currentRow();
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_list->count());
    m_remove->setEnabled(row >= 0);
}

void FigureSheetPanel::moveCurrent(int by)
{
    const int row = m_list->currentRow();
    if (row < 0 || row + by < 0 || row + by >= m_list->count())
        return;
    m_draft.move(static_cast<std::size_t>(row), static_cast<std::size_t>(row + by));
    m_list->setCurrentRow(row + by);
}

void FigureSheetPanel::removeCurrent()
{
    if (m_list->currentRow() >= 0)
        m_draft.remove(static_cast<std::size_t>(m_list->currentRow()));
}

}  // namespace nie
