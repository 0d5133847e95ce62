#pragma once

#include "core/training/training_options.h"

#include <QWidget>

#include <vector>

class QLabel;
class QToolButton;

namespace nie {

class FigureView;

/// The course of the learning rate as it is planned, drawn before a run starts.
class RatePreview : public QWidget {
    Q_OBJECT
public:
    explicit RatePreview(QWidget* parent = nullptr);

    /// `stepsPerEpoch`: of the data, 0 where it is not known yet. Limits in seconds or unknown
    /// epochs are drawn over the share of the run.
    void showPlan(const TrainingOptions& options, std::int64_t stepsPerEpoch);
    /// The rates drawn, one a step (or one a hundredth of the run).
    const std::vector<double>& rates() const { return m_rates; }

Q_SIGNALS:
    /// Half or twice the learning rate was asked for: .5 or 2.
    void factorChosen(double factor);

private:
    QToolButton* addFactor(QLayout& row, const char* name, const QString& text, const QString& tip,
                           double factor);

    QLabel* m_rate;
    FigureView* m_view;
    std::vector<double> m_rates;
};

}  // namespace nie
