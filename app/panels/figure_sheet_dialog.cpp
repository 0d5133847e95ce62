#include "app/panels/figure_sheet_dialog.h"

#include "app/figure_sheet_draft.h"
#include "app/panels/figure_sheet_panel.h"

#include <utility>

namespace nie {

namespace {

constexpr QSize kSheetDialogSize(1010, 640);

}  // namespace

FigureSheetDialog::FigureSheetDialog(FigureSheetDraft& draft, std::vector<FigurePreset> presets,
                                     const QString& folder, const QString& name, QWidget* parent)
    : ExportDialog({{tr("Figure sheet"), draft.figure()}}, std::move(presets), folder, name,
                   parent),
      m_draft(draft)
{
    setObjectName(QStringLiteral("figureSheetDialog"));
    setAccessibleName(tr("Figure sheet"));
    setWindowTitle(tr("Figure sheet"));
    addBesidePreview(new FigureSheetPanel(draft));
    hideAddToSheet();
    connect(&draft, &FigureSheetDraft::changed, this, &FigureSheetDialog::showSheet);
    connect(this, &ExportDialog::presetChosen, this, &FigureSheetDialog::takeLetters);
    resize(kSheetDialogSize);
    showSheet();
}

void FigureSheetDialog::showSheet()
{
    showOnly({tr("Figure sheet"), m_draft.figure()},
             tr("The sheet has no parts yet. Right click a picture and choose Add to figure sheet, "
                "or press Add to sheet in the export dialog."));
}

void FigureSheetDialog::takeLetters(const QString& style)
{
    // A sheet without letters stays so, as nie figure has it.
    if (!m_draft.letters().empty())
        m_draft.setLetters(style.toStdString());
}

}  // namespace nie
