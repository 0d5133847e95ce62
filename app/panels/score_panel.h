#pragma once

#include "core/results/run_evaluation.h"

#include <QWidget>

class QLabel;
class QTableWidget;

namespace nie {

/// The score on the test samples beside the floors that cost nothing.
class ScorePanel : public QWidget {
    Q_OBJECT
public:
    explicit ScorePanel(QWidget* parent = nullptr);

    void showEvaluation(const RunEvaluation& evaluation);
    void clear();

private:
    void setRow(int row, const QString& name, const Scores& scores, bool emphasised);

    QLabel* m_note;
    QTableWidget* m_table;
};

}  // namespace nie
