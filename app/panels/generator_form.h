#pragma once

#include "app/data_engine.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace nie {

class OptionsForm;

/// The options of a generator, the seed and a name for what it makes.
class GeneratorForm : public QWidget {
    Q_OBJECT
public:
    explicit GeneratorForm(QWidget* parent = nullptr);

    void showGenerator(const DatasetGenerator& generator, const std::string& freeName);
    /// A name that is not taken, once a set was made.
    void setName(const std::string& name);
    const std::string& generator() const { return m_generator.name; }
    Json section() const;
    std::uint64_t seed() const;
    std::string name() const;
    bool canGenerate() const;
    void setBusy(bool busy);
    /// `nie generate NAME --set ... -o NAME.h5`
    std::string command() const;

Q_SIGNALS:
    void edited();
    void generateRequested();
    void copyRequested();

private:
    DatasetGenerator m_generator;
    QLabel* m_title;
    QLabel* m_equation;
    OptionsForm* m_options;
    QLineEdit* m_seed;
    QLineEdit* m_name;
    QPushButton* m_generate;
    QPushButton* m_copy;
    bool m_busy = false;
};

}  // namespace nie
