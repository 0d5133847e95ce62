#pragma once

#include "app/panels/export_dialog.h"

namespace nie {

class FigureSheetDraft;

/// Puts the window's sheet together, and writes it as any other figure: its parts on the left, then
/// what ExportDialog has. Not modal: parts may be added meanwhile. Letters of a preset are taken
/// when it is chosen, and can be changed after that.
class FigureSheetDialog : public ExportDialog {
    Q_OBJECT
public:
    /// `presets`, `folder` and `name` as of ExportDialog; `draft` as of FigureSheetPanel.
    FigureSheetDialog(FigureSheetDraft& draft, std::vector<FigurePreset> presets,
                      const QString& folder, const QString& name, QWidget* parent = nullptr);

private:
    void showSheet();
    void takeLetters(const QString& style);

    FigureSheetDraft& m_draft;
};

}  // namespace nie
