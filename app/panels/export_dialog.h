#pragma once

#include "app/export_source.h"
#include "core/results/export_settings.h"
#include "core/results/figure_check.h"

#include <QDialog>
#include <QTimer>

#include <vector>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QListWidget;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace nie {

class ExportForm;
class ExportTarget;
class FigureView;

/// Turns a figure into a file for a paper: a preset, size, letters, kind of file; beside them how
/// it will look, and what a journal would send back. Not modal: it holds figures of its own.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    /// `sources`: at least one, the first is shown; `folder` and `name` as of ExportTarget.
    ExportDialog(std::vector<ExportSource> sources, std::vector<FigurePreset> presets,
                 const QString& folder, const QString& name, QWidget* parent = nullptr);
    ~ExportDialog() override;

    /// As it will be written.
    const FigureSpec& figure() const { return m_figure; }
    /// The shell line that writes the same file; empty where there is none.
    QString command() const;

Q_SIGNALS:
    void written(const QString& file);
    void copyRequested(const QString& command);
    /// The chosen figure is to become a part of the window's sheet, as it is without these
    /// settings.
    void addToSheetRequested(const ExportSource& source);
    /// `letters`: the style that the chosen preset has for the parts of a sheet; empty: none.
    void presetChosen(const QString& letters);

protected:
    /// Shows this figure in place of the sources. Of an empty one nothing is written; `emptyText`
    /// stands in its place.
    void showOnly(ExportSource source, const QString& emptyText);
    /// What the figure is made of, left of its preview.
    void addBesidePreview(QWidget* widget);
    /// A sheet is no part of a sheet.
    void hideAddToSheet();

private:
    QWidget* makePreview();
    QWidget* makeSide();
    QWidget* makeButtons();
    const ExportSource& chosen() const;
    void refresh();
    void showPreview();
    void showSizeNote();
    void inspect();
    void showWarnings(const std::vector<FigureWarning>& warnings);
    void showProblem(const QString& problem);
    void write();

    std::vector<ExportSource> m_sources;
    FigureSpec m_figure;
    QTimer m_inspection;
    QHBoxLayout* m_row;
    QComboBox* m_source;
    ExportForm* m_form;
    ExportTarget* m_target;
    FigureView* m_preview;
    QScrollArea* m_scroll;
    QToolButton* m_actualSize;
    QLabel* m_sizeNote;
    QListWidget* m_warnings;
    QPushButton* m_copy;
    QPushButton* m_addToSheet;
    QPushButton* m_export;
};

}  // namespace nie
