#pragma once

#include "app/actions/action.h"
#include "app/panels/export_dialog.h"
#include "app/panels/figure_sheet_dialog.h"

#include <vector>

namespace nie {

/// Opens the dialog that turns what the page shows into a file for a paper.
class ExportFigure : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Puts what the page shows on the clipboard, as an image and as SVG.
class CopyFigure : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Shows the sheet of several figures that the window has collected.
class ShowFigureSheet : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// The dialog for some figures, the first of which is chosen; the one that was open goes. What it
/// writes and copies becomes a message of the window. Null where there are none.
ExportDialog* openExportDialog(WindowPort& window, std::vector<ExportSource> sources);

/// What the page shows, the loss plot as it stands, and those of trainingSources().
std::vector<ExportSource> exportSources(WindowPort& window);

/// Loss and residual of a run, as far as it has them, to be exported beside what a page shows.
std::vector<ExportSource> trainingSources(const std::filesystem::path& run);

/// Makes a figure, as it is now, the last part of the window's sheet, and says so. Throws
/// InputError for an empty one.
void addToSheet(WindowPort& window, const ExportSource& source);

/// The dialog of the window's sheet; one that is open comes to the front.
FigureSheetDialog* openFigureSheet(WindowPort& window);

/// Puts a figure on the clipboard, PNG at 300 dots per inch and SVG, and says so.
void copyFigure(WindowPort& window, const FigureSpec& figure);

}  // namespace nie
