/*M!999999\- enable the sandbox mode */ 
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `Weird Table.x` (
  `a.b` int(11) DEFAULT NULL,
  `E-Mail` text DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
REPLACE INTO `Weird Table.x` VALUES
(1,'w@example.com'),
(2,'-- no # comment /* x */ ;');
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE customers (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  email varchar(80) DEFAULT 'nobody@example.com' COMMENT 'mail of o''brien@example.com',
  `Full ``Name` text DEFAULT NULL,
  born date DEFAULT NULL,
  amount decimal(10,2) DEFAULT NULL,
  flag bit(8) DEFAULT NULL,
  payload blob DEFAULT NULL,
  vb varbinary(60) DEFAULT NULL,
  doc longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(doc)),
  kind enum('a','it''s') DEFAULT NULL,
  u uuid DEFAULT NULL,
  twice int(11) GENERATED ALWAYS AS (`id` * 2) VIRTUAL,
  `key` varchar(9) DEFAULT NULL,
  fl double DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY k2 (`key`),
  KEY idx_mail (email)
) ENGINE=InnoDB AUTO_INCREMENT=4 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
