#pragma once

#include <QWidget>

namespace nie {

class CurvePlot;

/// One row of controls for a CurvePlot: x axis, logarithmic scales, smoothing, fit, back, forward,
/// and a menu of what is needed less often: right axis, envelope, outliers, table of values.
/// Stays in step with the plot however it is changed. The plot must outlive it.
class CurveControls : public QWidget {
    Q_OBJECT

public:
    explicit CurveControls(CurvePlot* plot, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildScales();
    void buildNavigation();
    void buildMenu();
    void buildFollow(QMenu& menu);

    CurvePlot* m_plot;
};

}  // namespace nie
