#pragma once

#include "core/results/sweep_figures.h"

#include <QWidget>

#include <filesystem>
#include <optional>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QTabWidget;

namespace nie {

class FigureView;
class ParallelCoordinates;
class SweepMap;
class SweepTableView;

/// A sweep's results: table, map over two options, parallel coordinates, and the curves of a
/// point's seeds.
class SweepResults : public QWidget {
    Q_OBJECT
public:
    explicit SweepResults(QWidget* parent = nullptr);

    /// `folder`: the sweep's, for the curves of its runs.
    void showTable(const SweepTable& table, const std::filesystem::path& folder);
    /// What the tab shows, for export; the map where that is no figure.
    FigureSpec figure() const;
    /// The row chosen in the table; the best one where none is.
    std::optional<std::size_t> chosenRow() const;

Q_SIGNALS:
    void rowOpened(std::size_t row);
    void changed();

private:
    QWidget* makeMapPage();
    QWidget* makeParallelPage();
    QComboBox* addChoice(QHBoxLayout& row, const char* name, const QString& text);
    void fillAxes();
    void redraw();
    void showParallel();
    void showCurves();
    SweepView view() const;

    SweepTable m_table;
    std::filesystem::path m_folder;
    QTabWidget* m_tabs;
    SweepTableView* m_rows;
    SweepMap* m_map;
    ParallelCoordinates* m_parallel;
    FigureView* m_curves;
    QComboBox* m_x = nullptr;
    QComboBox* m_y = nullptr;
    QComboBox* m_score = nullptr;
    QPushButton* m_clear = nullptr;
    QLabel* m_kept = nullptr;
};

}  // namespace nie
