#pragma once

#include <QTableWidget>
#include <QWidget>

class QLabel;

namespace nie {

class CurvePlot;

/// The curves of a plot as rows: their values under the mouse (the newest ones while it is
/// elsewhere), or, once both cursors are set, what lies between A and B. Sorted by a click on a
/// column, copied by Ctrl+C as tab-separated text.
class CurveTable : public QWidget {
    Q_OBJECT

public:
    explicit CurveTable(CurvePlot* plot);

    /// Reads the plot again.
    void refresh();
    QString asText() const;

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void showReadout();
    void showComparison();
    void setColumns(const QStringList& titles);
    void setCell(int row, int column, const QString& text, double number);
    void copy() const;

    CurvePlot* m_plot;
    QLabel* m_title;
    QTableWidget* m_table;
    double m_x;           ///< under the mouse; NaN: elsewhere
    bool m_runs = false;  ///< a column for runs
};

}  // namespace nie
