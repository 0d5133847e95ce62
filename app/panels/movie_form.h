#pragma once

#include "core/results/movie_plan.h"

#include <QWidget>

#include <cstdint>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;

namespace nie {

/// How a sample becomes a movie: what the frames follow, range, speed, size, annotations.
class MovieForm : public QWidget {
    Q_OBJECT
public:
    /// `times`: of the sample; `steps`: of the checkpoints that a movie can follow.
    /// `noCheckpoints`: why there is none of those; empty: there is one.
    MovieForm(const MoviePlan& plan, std::vector<double> times, std::string timeLabel,
              std::vector<std::int64_t> steps, const QString& noCheckpoints,
              QWidget* parent = nullptr);

    MoviePlan plan() const;

Q_SIGNALS:
    void changed();

private:
    void build();
    QWidget* makeRange();
    QWidget* makeSize();
    void setMoviePlan();
    void onOver();
    void onRange();
    void onUnit();
    bool followsTimes() const;
    int available() const;

    MoviePlan m_plan;
    std::vector<double> m_times;
    std::string m_timeLabel;
    std::vector<std::int64_t> m_steps;
    QComboBox* m_over;
    QSpinBox* m_first;
    QSpinBox* m_last;
    QLabel* m_rangeText;
    QSpinBox* m_every;
    QDoubleSpinBox* m_rate;
    QSpinBox* m_loops;
    QDoubleSpinBox* m_width;
    QDoubleSpinBox* m_height;
    QComboBox* m_unit;
    QSpinBox* m_dpi;
    QCheckBox* m_annotations;
};

}  // namespace nie
