#pragma once

#include "widgets/curves/curve_series.h"

#include <QWidget>

#include <vector>

class QToolButton;

namespace nie {

/// The names of a plot's series above it; a click shows or hides one. Buttons are named
/// "curves.legend.<id>".
class CurveLegend : public QWidget {
    Q_OBJECT

public:
    explicit CurveLegend(QWidget* parent = nullptr);

    void setSeries(const std::vector<CurveSeries>& series);

Q_SIGNALS:
    void visibilityToggled(const std::string& id, bool visible);

protected:
    void changeEvent(QEvent* event) override;

private:
    QToolButton* addButton(const CurveSeries& series);
    void refreshIcons();

    std::vector<CurveSeries> m_series;
    std::vector<QToolButton*> m_buttons;
};

}  // namespace nie
