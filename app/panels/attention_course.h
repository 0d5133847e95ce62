#pragma once

#include "core/results/attention/number_figures.h"

#include <QWidget>

class QComboBox;
class QPushButton;

namespace nie {

class FigureView;

/// How a number of every head changes over the checkpoints of a training.
class AttentionCourse : public QWidget {
    Q_OBJECT
public:
    explicit AttentionCourse(QWidget* parent = nullptr);

    void showMoments(const AttentionOrigin& origin, const std::vector<AttentionMoment>& moments);
    void clear();
    void setFollowing(bool following);
    FigureSpec figure() const;

Q_SIGNALS:
    /// The numbers at all checkpoints there are.
    void computeRequested();
    void stopRequested();

private:
    void draw();

    AttentionOrigin m_origin;
    std::vector<AttentionMoment> m_moments;
    QComboBox* m_number;
    QPushButton* m_compute;
    FigureView* m_view;
};

}  // namespace nie
