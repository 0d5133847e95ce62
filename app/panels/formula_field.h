#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace nie {

/// A few lines for formulas, one component a line, with what is wrong below them.
class FormulaField : public QWidget {
    Q_OBJECT
public:
    /// `name`: object name of the edit; the label of the problem is named NAME.problem.
    FormulaField(const QString& name, const QString& accessibleName, const QString& placeholder,
                 QWidget* parent = nullptr);

    QString text() const;
    void setText(const QString& text);
    /// How many lines are visible; Return makes no further ones in a field of one.
    void setVisibleLines(int lines);
    QWidget* edit() const;

    /// `line` and `column` count from 0; a negative column marks nothing.
    void showProblem(const QString& problem, int line = 0, int column = -1);
    void clearProblem();

Q_SIGNALS:
    void edited();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void styleProblem();
    void adaptHeight();

    QPlainTextEdit* m_edit;
    QLabel* m_problem;
    int m_lines = 1;
};

}  // namespace nie
