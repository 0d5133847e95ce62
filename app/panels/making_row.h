#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace nie {

/// The data set that is being made: how far it is, and a button that ends it. Keeps its place while
/// nothing is made, so that nothing jumps when something is begun.
class MakingRow : public QWidget {
    Q_OBJECT
public:
    explicit MakingRow(QWidget* parent = nullptr);

    /// A new one of this name.
    void begin(const QString& name);
    /// total 0: not known.
    void showProgress(std::int64_t done, std::int64_t total);
    void setMaking(bool making);
    QString name() const { return m_name; }

Q_SIGNALS:
    void stopRequested();

private:
    QString m_name;
    QLabel* m_text;
    QProgressBar* m_bar;
    QPushButton* m_stop;
};

}  // namespace nie
