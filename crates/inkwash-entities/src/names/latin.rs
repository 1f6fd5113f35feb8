//! Common names in Latin script, by language, as material for stand-ins. They are facts of everyday life, as the
//! offices named in `person/lexicon.rs` publish them: none stands for a person. All are ASCII, so that they fit
//! any column's encoding, and sorted.

use super::{Names, list};

/// From all over Europe and the Americas: for names that no single language is known of.
pub(crate) static MIXED: Names = Names {
    women: list!(
        "Ada Adele Agnes Alice Alma Amanda Amelia Ana Anita Anna Astrid Aurora Barbara Beatrice Bianca Camilla \
         Carla Carmen Caroline Cecilia Charlotte Christine Clara Claudia Daniela Diana Dora Edith Elena Elisa \
         Elizabeth Ella Elsa Emilia Emily Emma Esther Eva Flora Frances Frida Gerda Gloria Greta Hanna Hannah \
         Hedda Helen Helena Ida Ines Ingrid Irene Iris Isabel Jana Jasmine Johanna Josephine Julia Julie Karen \
         Karin Katharina Lara Larissa Laura Lea Lena Lily Linda Lisa Liv Louise Lucia Luna Maja Maria Marianne \
         Marta Martha Mary Matilda Maya Melissa Mila Mona Monica Nadia Natalie Nina Nora Olga Olivia Patricia \
         Paula Petra Raquel Rebecca Renata Rita Rosa Ruth Sandra Sara Selma Silvia Sofia Sonia Sophie Stella \
         Susanne Sylvia Teresa Tuva Ursula Valeria Vanessa Vera Victoria Viola Yvonne Zoe"
    ),
    men: list!(
        "Adrian Albert Alex Alexander Andrea Andrew Anton Arthur Ben Benjamin Boris Bruno Carlos Charles \
         Christian Clemens Daniel David Diego Dominic Edgar Edward Elias Emil Eric Ernest Fabian Felix Fernando \
         Finn Francis Frank Frederik Gabriel George Gustav Harald Harry Henrik Henry Hugo Isak Ivan Jacob Jakob \
         James Jan Joel Johan John Jonas Jorge Josef Julian Karl Kristian Leo Leon Leonard Linus Louis Lucas \
         Ludvig Luis Magnus Manuel Marco Mario Martin Mathias Max Michael Miguel Nicolas Noah Oliver Oscar Otto \
         Patrick Paul Pedro Peter Philip Rafael Richard Robert Robin Roman Samuel Sebastian Simon Stefan Sven \
         Theo Theodor Thomas Tobias Tomas Ulrich Valentin Victor Viktor Vincent Walter Wilhelm William Xavier"
    ),
    family: list!(
        "Abbott Acosta Adams Aguilar Albrecht Alexander Allen Almeida Alvarez Alves Andersen Anderson Andrade \
         Andrews Arnold Austin Bailey Baker Barbosa Barker Barnes Barros Bauer Baumann Beck Becker Bell Benitez \
         Bennett Berg Berger Bergmann Bernard Bertrand Bishop Blanc Blanco Blom Boucher Bowman Boyd Bradley \
         Brandt Braun Brooks Brown Bryant Burke Burns Butler Cabrera Campbell Campos Cardoso Carlson Carroll \
         Carter Carvalho Castillo Castro Chapman Chavez Chevalier Christensen Clark Clement Coleman Collins Cook \
         Cooper Correia Costa Cox Crawford Cruz Cunha Dahl Daniels Davies Davis Dean Delgado Diaz Dietrich Dixon \
         Dominguez Douglas Dubois Duncan Dunn Dupont Durand Edwards Eide Ellis Engel Eriksen Espinoza Evans Faure \
         Ferguson Fernandes Fernandez Ferreira Fischer Fisher Flores Fontaine Ford Foss Foster Fournier Fowler \
         Francis Frank Franke Frazier Friedrich Fuchs Fuentes Garcia Gardner Garnier Gauthier Gibson Gilbert \
         Gomes Gomez Gonzalez Graham Grant Green Griffin Guerin Gutierrez Haas Hagen Hahn Hall Halvorsen Hamilton \
         Hansen Harper Harris Harrison Hart Hartmann Haugen Hayes Heinrich Henderson Henriksen Henry Herman \
         Hernandez Herrera Hill Hoffmann Holm Holmes Howard Huber Hudson Hughes Hunt Hunter Iversen Jackson \
         Jacobs Jacobsen James Jansen Jenkins Jensen Jimenez Johansen Johnson Jones Jordan Jung Kaiser Keller \
         Kelly Kennedy King Klein Knight Knudsen Koch Kramer Kraus Krause Kristiansen Lambert Lang Lange Larsen \
         Lawrence Leclerc Lefebvre Lehmann Lemoine Leroy Lewis Lie Lima Lopes Lopez Lorenz Ludwig Lund Lynch \
         Machado Magnussen Maier Marchand Marques Marshall Martin Martinez Martins Mason Mathieu Matthews Mayer \
         Medina Mendes Mendoza Mercier Meyer Miller Mills Mitchell Moe Molina Monteiro Moore Morales Moreau \
         Moreira Moreno Morgan Morris Morrison Moser Mueller Murphy Murray Myhre Navarro Nelson Neumann Nguyen \
         Nichols Nielsen Nilsen Noel Nunes Nygaard Oliveira Olsen Ortega Ortiz Otto Owens Palmer Parker Paulsen \
         Payne Pedersen Pereira Perez Perkins Perrin Peters Pettersen Pfeiffer Phillips Pinto Porter Powell Price \
         Ramirez Ramos Rasmussen Reed Reyes Reynolds Ribeiro Rice Richard Richards Richter Riley Rios Rivera \
         Robert Roberts Robinson Rocha Rodrigues Rodriguez Rogers Romero Ross Rossi Roth Roux Ruiz Russell Ryan \
         Salazar Sanchez Sanders Santos Schmidt Schneider Scholz Schreiber Schubert Schulz Schuster Schwarz Scott \
         Seidel Shaw Silva Simmons Simon Simonsen Simpson Smith Soares Solberg Sommer Soto Sousa Spencer Stein \
         Stephens Stevens Stewart Stone Strand Suarez Sullivan Svendsen Tavares Taylor Teixeira Thomas Thompson \
         Torres Tucker Turner Urban Vargas Vasquez Vega Vidal Vieira Vincent Vogel Vogt Wagner Walker Wallace \
         Walter Ward Warren Watson Weaver Webb Weber Weiss Wells Werner West Wheeler White Williams Wilson \
         Winkler Winter Wolff Wood Wright Young Zimmermann"
    ),
};

/// Where English is spoken.
pub(crate) static ENGLISH: Names = Names {
    women: list!(
        "Abigail Alice Amanda Amber Amelia Amy Angela Ann Anne Annie Ashley Audrey Barbara Beatrice Bethany Betty \
         Beverly Brenda Brittany Bryony Catherine Charlotte Cheryl Chloe Claire Cynthia Daisy Deborah Debra Diane \
         Donna Dorothy Elaine Elizabeth Ellen Emily Emma Evelyn Evie Fiona Florence Frances Freya Gillian Grace \
         Hannah Harriet Hazel Heather Helen Isla Ivy Jacqueline Jade Janet Janice Jasmine Jean Jennifer Jessica \
         Jill Joan Joanna Joyce Judith Judy Julie Karen Katherine Kathleen Kathryn Kayla Kelly Kimberly Lauren \
         Layla Lesley Lily Linda Lori Louise Margaret Marilyn Mary Megan Melissa Moira Nancy Natalie Natasha \
         Olivia Pamela Patricia Penelope Philippa Phoebe Poppy Rachel Rebecca Rosemary Ruth Samantha Sarah Sharon \
         Sheila Shirley Sophie Stephanie Susan Tracy Victoria Virginia Wendy Zoe"
    ),
    men: list!(
        "Aaron Adam Aidan Alan Alastair Albert Alexander Alfie Allan Andrew Angus Anthony Archie Arthur Barry \
         Benjamin Bernard Billy Bradley Brandon Brian Bruce Callum Charles Charlie Christopher Clive Colin Connor \
         Craig Daniel David Declan Dennis Derek Dominic Donald Douglas Duncan Dylan Edward Elijah Eric Ethan \
         Eugene Ewan Freddie Gareth Gary Geoffrey George Gerald Graham Gregory Harold Harry Hector Henry Howard \
         Hugh Ian Jack Jacob James Jason Jeffrey Jeremy Jerry Jesse Joel John Johnny Jonathan Jordan Joseph \
         Joshua Justin Keith Kenneth Kevin Kyle Larry Lawrence Leonard Liam Logan Luke Malcolm Mark Martin \
         Matthew Michael Nathan Neil Nelson Nicholas Nigel Noah Norman Oliver Owen Patrick Paul Peter Philip \
         Ralph Raymond Richard Robert Rory Rupert Russell Ryan Samuel Scott Sean Simon Stanley Stephen Steven \
         Stuart Thomas Timothy Toby Trevor Tyler Vincent Walter Wayne William Zachary"
    ),
    family: list!(
        "Abbott Adams Allen Anderson Andrews Armstrong Austin Bailey Baker Barker Barnes Bell Bennett Berry \
         Bishop Black Boyd Bradley Brooks Brown Bryant Buchanan Burke Burns Butler Byrne Campbell Carpenter \
         Carroll Carter Chapman Clark Clarke Cole Coleman Collins Cook Cooper Cox Crawford Cunningham Daniels \
         Davies Davis Dean Dixon Doherty Douglas Doyle Duncan Dunn Edwards Elliott Ellis Evans Ferguson Fisher \
         Fitzgerald Ford Foster Fowler Fox Francis Fraser Freeman Gallagher Gardner Gibson Gilbert Gordon Graham \
         Grant Gray Green Griffin Hall Hamilton Harper Harris Harrison Hart Harvey Hawkins Hayes Henderson Henry \
         Herman Hicks Hill Holmes Howard Hudson Hughes Hunt Hunter Jackson James Jenkins Johnson Johnston Jones \
         Jordan Kelley Kelly Kennedy King Knight Lane Lawrence Lee Lewis Lloyd Lynch Macdonald Mackenzie Marsh \
         Marshall Mason Matthews Mcallister Mccarthy Mcdonald Miller Mills Mitchell Moore Morgan Morris Morrison \
         Murphy Murray Myers Nelson Nichols O'Brien O'Connor O'Leary O'Neill O'Sullivan Owens Palmer Parker \
         Patterson Payne Perkins Perry Peterson Phillips Pierce Porter Powell Price Reed Reynolds Rice Richards \
         Richardson Riley Roberts Robertson Robinson Rogers Rose Ross Russell Ryan Sanders Scott Shaw Simmons \
         Simpson Sinclair Smith Snyder Spencer Stephens Stevens Stewart Stone Sullivan Taylor Thompson Tucker \
         Turner Wallace Walsh Ward Warren Washington Watson Weaver Webb Wells West Wheeler White Wilkinson \
         Williams Willis Wilson Wood Woods Wright Young"
    ),
};

/// Where German is spoken.
pub(crate) static GERMAN: Names = Names {
    women: list!(
        "Angela Angelika Anja Anke Anna Anneliese Annette Antje Barbara Bettina Birgit Birte Brigitte Carina \
         Charlotte Christa Christina Claudia Cornelia Dagmar Dorothee Edith Elfriede Elisabeth Elke Erika Eva \
         Franziska Frieda Friederike Gabriele Gerda Gertrud Gesine Gisela Greta Gudrun Hanna Hannelore Hedwig \
         Heidi Heike Helga Hildegard Ilse Imke Ines Inge Ingeborg Irmgard Jana Johanna Judith Julia Jutta Karin \
         Karla Katharina Kathrin Katrin Kerstin Kirsten Lara Lea Lena Leonie Lieselotte Lina Luisa Magdalena Maja \
         Maren Margarete Marianne Marlene Martina Mathilda Melanie Mia Monika Nina Petra Regina Regine Renate \
         Rosemarie Roswitha Sabine Sandra Sarah Selma Silke Sophie Stefanie Stephanie Susanne Svenja Swantje \
         Tanja Theresa Traudl Ulrike Ursula Ute Vera Waltraud Wiebke"
    ),
    men: list!(
        "Alexander Andreas Anton Bastian Bernd Christian Clemens Detlef Dieter Dirk Dominik Eberhard Eckhard Emil \
         Erik Ernst Erwin Fabian Felix Florian Frank Franz Friedrich Georg Gerd Gerhard Guenter Guenther Gunter \
         Gunther Hannes Hans Harald Hartmut Heinrich Heinz Helmut Herbert Hermann Holger Horst Jakob Jan Jannik \
         Jens Johannes Jonas Jorg Julian Jurgen Karl Karsten Klaus Konstantin Kurt Lars Leon Lothar Ludwig Lukas \
         Malte Manfred Markus Martin Matthias Max Maximilian Michael Moritz Norbert Oliver Oskar Otto Paul Peter \
         Philipp Rainer Ralf Reinhard Robert Rolf Rudolf Sebastian Siegfried Simon Stefan Stephan Sven Theo \
         Theodor Thomas Thorsten Tim Tobias Torsten Ulf Ulrich Uwe Vinzenz Volker Walter Werner Wilhelm Wolfgang"
    ),
    family: list!(
        "Albrecht Arnold Bauer Baumann Beck Becker Berger Bergmann Boehm Bohm Bottcher Brandt Braun Busch \
         Dietrich Engel Ernst Fischer Frank Franke Friedrich Fuchs Graf Gross Grossmann Gunther Haas Hahn \
         Hartmann Heinrich Herrmann Hoffmann Hoffmeister Hofmann Horn Huber Hubner Jager Jung Kaiser Keller Klein \
         Koch Kohler Konig Kraemer Kramer Kraus Krause Kroger Kruger Kuhn Lang Lange Lehmann Lindner Lorenz \
         Ludwig Maier Mayer Meier Meyer Moller Moser Muller Neumann Peters Pfeiffer Pohl Richter Roth Sauer \
         Schafer Schmid Schmidt Schmitt Schmitz Schneider Scholz Schreiber Schroder Schubert Schulte Schulz \
         Schulze Schumacher Schuster Schwarz Seidel Simon Sommer Stein Vogel Vogt Voigt Wachtel Wagner Walter \
         Weber Weiss Werner Winkler Winter Wolf Wolff Ziegler Zimmermann"
    ),
};

/// Norway, and much alike in Denmark and Sweden.
pub(crate) static NORDIC: Names = Names {
    women: list!(
        "Aase Agnes Amalie Anita Anna Anne Aslaug Asta Astrid Aud Aurora Benedicte Berit Bjorg Borghild Britt \
         Camilla Dagny Dagrun Eldbjorg Elin Elise Ella Ellen Else Embla Emma Eva Frida Gro Gudrun Gunhild Guri \
         Hanne Hedda Hege Heidi Helene Helga Hilde Ida Inger Ingrid Ingunn Iselin Jorunn Julie Kari Karin \
         Karoline Kirsten Kristin Kristine Laila Linn Lise Liv Mari Maria Marianne Marit Marte Mathilde Mette \
         Mona Nina Nora Oda Oddny Pernille Ragnhild Randi Ranveig Reidun Rikke Ronja Runa Sara Selma Signe Sigrid \
         Silje Siri Sissel Siv Sofie Solveig Stine Sunniva Synnove Thea Tiril Tone Torill Torunn Tove Trine Turid \
         Tuva Unni Vigdis Vilde Wenche"
    ),
    men: list!(
        "Aksel Andreas Arne Arvid Asbjorn Asgeir Audun Birger Bjorn Christian Dag Daniel Egil Einar Eirik Elias \
         Emil Erik Espen Filip Finn Frank Fredrik Frode Georg Gisle Gunnar Gustav Haakon Hakon Halvard Hans \
         Harald Havard Helge Henrik Ivar Jakob Jan Jens Joakim Johan Johannes Jon Jonas Jorgen Karl Kasper Kjell \
         Knut Kristian Kristoffer Lars Leif Ludvig Magne Magnus Marius Markus Martin Mathias Morten Nils Odd \
         Oddvar Olaf Olav Ole Oliver Oskar Oyvind Pal Per Petter Ragnar Reidar Roar Roger Rolf Rune Sander \
         Sigbjorn Sigmund Sigurd Sindre Snorre Sondre Stein Steinar Stian Sturla Svein Sverre Tarjei Terje Thomas \
         Tor Torbjorn Tore Torgeir Torstein Trond Trygve Ulf Vegard Vidar Viktor Yngve"
    ),
    family: list!(
        "Aas Aasen Abrahamsen Amundsen Andersen Andreassen Andresen Antonsen Arnesen Bakke Bakken Berg Berge \
         Berntsen Birkeland Boe Bolstad Braten Brekke Christensen Dahl Danielsen Edvardsen Egeland Eide Eliassen \
         Ellingsen Engen Eriksen Evensen Foss Fossum Fredriksen Gjerde Grindheim Gulbrandsen Gundersen Hagen \
         Halvorsen Hansen Hanssen Haug Hauge Haugen Haugland Helland Henriksen Holm Hovland Isaksen Iversen \
         Jacobsen Jakobsen Jensen Jenssen Johannessen Johansen Johnsen Jorgensen Karlsen Kleppe Knudsen Knutsen \
         Kristensen Kristiansen Kristoffersen Larsen Lien Lokken Lund Lunde Madsen Magnussen Martinsen Mathisen \
         Mikkelsen Moe Moen Myhre Myklebust Naess Nielsen Nilsen Nordby Nygaard Nygard Odegard Olsen Olson Ostby \
         Osterud Paulsen Pedersen Petersen Pettersen Rasmussen Ronning Ruud Saether Saetre Sandvik Simonsen \
         Sivertsen Skaar Solberg Solheim Sorensen Stene Stokke Strand Sunde Svendsen Tangen Thomassen Thorsen \
         Torgersen Tveit Tveiten Vik Vold Wold"
    ),
};

/// Where French is spoken.
pub(crate) static FRENCH: Names = Names {
    women: list!(
        "Adele Agnes Alice Aline Amandine Amelie Anais Andree Angelique Anne Annie Arlette Audrey Aurelie Aurore \
         Beatrice Benedicte Bernadette Blandine Camille Capucine Carole Caroline Catherine Cecile Celeste Celine \
         Chantal Charlotte Christelle Christine Claire Clara Clemence Colette Coralie Corinne Danielle Delphine \
         Denise Dominique Dorothee Edith Eliane Elise Elodie Emilie Estelle Evelyne Fabienne Fanny Florence \
         Francoise Frederique Gabrielle Genevieve Georgette Germaine Ghislaine Gisele Helene Isabelle Jacqueline \
         Jeanne Jocelyne Joelle Josette Josiane Julie Juliette Justine Karine Laetitia Laure Laurence Lea Lise \
         Louise Lucie Lucienne Madeleine Magali Manon Margaux Margot Marguerite Marianne Marie Marine Marion \
         Martine Maryse Mathilde Melanie Michelle Mireille Monique Muriel Nadine Nathalie Nicole Ninon Noemie \
         Oceane Odette Odile Patricia Paulette Pauline Perrine Roxane Sabine Sandrine Simone Solange Solene \
         Sophie Stephanie Suzanne Sylviane Sylvie Valerie Veronique Violette Virginie Viviane Yvette Yvonne"
    ),
    men: list!(
        "Alain Albert Alexandre Andre Antoine Arnaud Aurelien Baptiste Bastien Benoit Bernard Bruno Cedric \
         Christian Christophe Clement Corentin Cyril Damien Daniel Denis Didier Emile Emmanuel Etienne Eugene \
         Fabien Fabrice Fernand Florent Florian Francis Franck Francois Frederic Gael Gaetan Gaston Georges \
         Gerard Gilles Guillaume Guy Henri Herve Hubert Hugo Jacques Jean Jerome Joel Julien Laurent Leo Lionel \
         Loic Louis Luc Lucas Lucien Ludovic Marc Marcel Martin Mathieu Matthieu Maurice Maxime Michel Nicolas \
         Noel Olivier Pascal Patrick Paul Philippe Pierre Quentin Raphael Raymond Remi Remy Rene Robert Rodolphe \
         Roger Romain Sebastien Serge Simon Stephane Sylvain Tanguy Theo Thibault Thibaut Thierry Thomas Tristan \
         Valentin Victor Vincent Xavier Yanis Yann Yannick Yves"
    ),
    family: list!(
        "Arnaud Aubert Aubry Bailly Barbier Baron Barre Barthelemy Benard Benoit Berger Bernard Bertin Bertrand \
         Besson Blanc Blanchard Bonnet Boucher Bouchet Boulanger Bourgeois Bouvier Boyer Breton Brun Brunet \
         Carlier Caron Carpentier Carre Charles Charpentier Chauvin Chevalier Chevallier Clement Colin Collet \
         Collin Cordier Cousin Delattre Delaunay Denis Deschamps Dubois Dufour Dumas Dumont Dupont Dupuis Dupuy \
         Durand Duval Etienne Fabre Faure Fleury Fontaine Fournier Francois Gaillard Garnier Gauthier Gautier \
         Gerard Germain Gillet Girard Giraud Gros Guerin Guichard Guillaume Guillot Guyot Herve Hoarau Hubert \
         Huet Humbert Jacob Jacquet Jean Joly Julien Lacroix Lambert Lamy Langlois Laporte Laurent Leblanc Lebrun \
         Leclerc Leclercq Lecomte Lefebvre Lefevre Legall Leger Legrand Lejeune Lemaire Lemaitre Lemoine Leroux \
         Leroy Leveque Maillard Mallet Marchal Marchand Marechal Marie Martin Marty Masson Mathieu Menard Mercier \
         Meunier Meyer Michaud Michel Millet Monnier Moreau Morel Morin Moulin Nicolas Noel Olivier Pasquier \
         Payet Pelletier Perret Perrier Perrin Perrot Petit Philippe Picard Pichon Pierre Poirier Poulain Prevost \
         Remy Renard Renaud Renault Rey Reynaud Richard Riviere Robin Roche Roger Rolland Rousseau Roussel Roux \
         Roy Royer Schneider Simon Tessier Vasseur Vidal Vincent"
    ),
};

/// Where Spanish is spoken.
pub(crate) static SPANISH: Names = Names {
    women: list!(
        "Adela Adriana Aitana Alba Alejandra Alicia Amparo Ana Andrea Angela Angeles Antonia Aurora Beatriz \
         Begona Belen Berta Blanca Candela Carla Carlota Carmen Carolina Catalina Cecilia Celia Clara Claudia \
         Concepcion Consuelo Cristina Cruz Daniela Diana Dolores Elena Elisa Emilia Encarnacion Esmeralda \
         Esperanza Estefania Esther Estrella Eugenia Eva Fatima Francisca Gabriela Gema Gloria Graciela Guadalupe \
         Guillermina Ines Inmaculada Irene Isabel Jimena Josefa Josefina Juana Julia Laura Leire Leticia Lidia \
         Lola Lorena Lourdes Lucia Luisa Luz Magdalena Manuela Margarita Maria Maribel Marina Marisol Marta \
         Martina Matilde Mercedes Milagros Miriam Monica Montserrat Natalia Nerea Nieves Noelia Nuria Olga Paloma \
         Paula Pilar Purificacion Raquel Rebeca Remedios Rocio Rosa Rosalia Rosario Sara Silvia Sofia Soledad \
         Sonia Susana Teresa Trinidad Valentina Valeria Vanesa Veronica Victoria Violeta Virginia Ximena Yolanda"
    ),
    men: list!(
        "Adrian Agustin Aitor Alberto Alejandro Alfonso Alfredo Alvaro Andres Angel Antonio Armando Arturo \
         Baltazar Benito Carlos Cesar Cristian Cristobal Daniel David Diego Domingo Eduardo Efrain Emilio Enrique \
         Ernesto Esteban Eugenio Ezequiel Facundo Felipe Felix Fernando Francisco Gabriel Genaro Gerardo Gonzalo \
         Gregorio Guillermo Gustavo Hector Hernan Horacio Hugo Humberto Ignacio Iker Isidro Ismael Ivan Jaime \
         Javier Jesus Joaquin Jorge Jose Juan Julian Julio Lautaro Leandro Leonardo Lisandro Lorenzo Luis Manuel \
         Marcelo Marcos Mariano Mario Martin Mateo Mauricio Maximiliano Miguel Moises Nicolas Octavio Omar \
         Orlando Oscar Osvaldo Pablo Patricio Pedro Rafael Ramiro Ramon Raul Ricardo Roberto Rodolfo Rodrigo \
         Rogelio Ruben Salvador Samuel Santiago Saul Sebastian Sergio Tomas Valentin Vicente Victor"
    ),
    family: list!(
        "Acosta Aguilar Aguilera Alonso Alvarado Alvarez Aparicio Arias Arroyo Bastos Beltran Benitez Bernal \
         Blanco Bravo Bueno Caballero Cabrera Calderon Calvo Camacho Campos Cano Carmona Carrasco Carrillo Casado \
         Casas Castillo Castro Chavez Contreras Cortes Crespo Cruz Delgado Diaz Diez Dominguez Duran Escudero \
         Espinosa Espinoza Esteban Estevez Exposito Fernandez Ferrer Flores Franco Fuentes Galan Gallardo Gallego \
         Garcia Garrido Garza Gil Gimenez Gomez Gonzalez Gracia Guerra Guerrero Gutierrez Guzman Heredia \
         Hernandez Herrera Herrero Hidalgo Ibanez Iglesias Izquierdo Jimenez Lara Leon Lopez Lorenzo Lozano Luque \
         Macias Marin Marquez Marti Martin Martinez Mateo Mateos Medina Mendez Mendoza Menendez Merino Molina \
         Montero Montes Mora Morales Moreno Moya Munoz Navarro Nieto Nunez Ortega Ortiz Otero Palacios Pardo \
         Parra Pascual Pastor Pena Perez Prieto Quispe Ramirez Ramos Redondo Rey Reyes Rios Rivas Rivera Rivero \
         Robles Rodriguez Rojas Roldan Roman Romero Rubio Rueda Ruiz Saez Salazar Sanchez Sandoval Santiago \
         Santos Sanz Segura Sepulveda Serrano Sierra Soler Soriano Soto Suarez Torres Valenzuela Valero Varela \
         Vargas Vasquez Vazquez Vega Velasco Vera Vicente Vidal Villanueva Villar"
    ),
};

/// Brazil and Portugal.
pub(crate) static PORTUGUESE: Names = Names {
    women: list!(
        "Adriana Alice Aline Ana Andreia Aparecida Beatriz Benedita Bianca Bruna Camila Carla Carolina Catarina \
         Celia Claudia Conceicao Constanca Cristiane Cristina Daniela Debora Denise Diana Elaine Eliane Elisa \
         Elza Emilia Eunice Fabiana Fatima Fernanda Filipa Flavia Francisca Gabriela Gisele Gloria Graca Helena \
         Heloisa Iara Ines Irene Isabel Ivone Jacinta Janaina Jaqueline Joana Josefa Julia Juliana Karina Larissa \
         Laura Laurinda Leonor Leticia Ligia Lucia Luciana Luisa Luiza Luzia Madalena Mafalda Marcia Margarida \
         Maria Mariana Marlene Marta Matilde Monica Natalia Neusa Noemia Odete Olga Patricia Paula Priscila \
         Rafaela Raimunda Raquel Regina Renata Rita Rosa Rosana Rosangela Sandra Sara Silvana Silvia Simone Sofia \
         Sonia Sueli Susana Tania Tatiana Telma Teresa Terezinha Valeria Vanessa Vania Vera Vitoria Viviane Zelia \
         Zilda"
    ),
    men: list!(
        "Afonso Alexandre Amadeu Anderson Andre Antonio Armando Artur Augusto Benedito Bernardo Bruno Caio Carlos \
         Celio Cesar Claudio Cristiano Daniel Danilo Davi Diego Domingos Duarte Edson Eduardo Emanuel Enzo Fabio \
         Fabricio Felipe Fernando Flavio Francisco Gabriel Geraldo Gilberto Goncalo Guilherme Gustavo Heitor \
         Helder Helio Henrique Hugo Humberto Igor Inacio Ivan Jaime Jair Joao Joaquim Jorge Jose Josue Julio \
         Kleber Leandro Leonardo Leonel Lucas Luciano Luis Luiz Manoel Manuel Marcelo Marcio Marco Marcos Mario \
         Mateus Matheus Mauricio Mauro Miguel Milton Moises Murilo Nelson Nuno Octavio Orlando Otavio Paulo Pedro \
         Rafael Raimundo Ramiro Raul Renan Renato Ricardo Roberto Rodrigo Rogerio Ronaldo Ruben Rui Salvador \
         Samuel Sebastiao Sergio Silvio Simao Thiago Tiago Tomas Valdir Vasco Vicente Victor Vinicius Vitor \
         Wagner Wellington"
    ),
    family: list!(
        "Abreu Aguiar Almeida Alves Amaral Andrade Antunes Araujo Azevedo Barbosa Barreto Barros Bastos Batista \
         Bezerra Bittencourt Borges Brito Campos Cardoso Carvalho Castro Cavalcanti Coelho Correa Correia Costa \
         Couto Cruz Cunha Dias Domingues Duarte Esteves Faria Farias Fernandes Ferreira Figueiredo Fonseca \
         Freitas Gomes Goncalves Guimaraes Henriques Leal Leite Lima Lopes Loureiro Lourenco Macedo Machado \
         Magalhaes Maia Marinho Marques Martins Matos Medeiros Meireles Melo Mendes Miranda Monteiro Moraes \
         Morais Moreira Mota Motta Moura Nascimento Neves Nogueira Nunes Oliveira Pacheco Paiva Peixoto Pereira \
         Pimentel Pinheiro Pinto Pires Portela Prado Queiroz Ramos Rangel Reis Resende Rezende Ribeiro Rocha \
         Rodrigues Sales Salgado Sampaio Santana Santos Silva Simoes Siqueira Soares Sousa Souza Tavares Teixeira \
         Torres Valadares Vasconcelos Vaz Veiga Viana Vieira Vilela Xavier"
    ),
};
