#pragma once

#include "widgets/curves/curve_series.h"

#include <QWidget>

#include <vector>

class QToolButton;

namespace nie {

/// The names of a plot's series above it: a click shows or hides one, the mouse over it points it
/// out, a right click chooses its axis or hides all others. Buttons are named "curves.legend.<id>".
class CurveLegend : public QWidget {
    Q_OBJECT

public:
    explicit CurveLegend(QWidget* parent = nullptr);

    void setSeries(const std::vector<CurveSeries>& series);

Q_SIGNALS:
    void visibilityToggled(const std::string& id, bool visible);
    /// Empty: the mouse has left.
    void hovered(const std::string& id);
    void sideChosen(const std::string& id, nie::CurveSide side);
    /// Only this one shall be shown; empty: all.
    void onlyChosen(const std::string& id);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QToolButton* addButton(const CurveSeries& series);
    void refreshIcons();
    void showMenu(const CurveSeries& series, const QPoint& global);

    std::vector<CurveSeries> m_series;
    std::vector<QToolButton*> m_buttons;
};

}  // namespace nie
